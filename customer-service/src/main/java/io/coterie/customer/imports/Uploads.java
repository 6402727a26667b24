package io.coterie.customer.imports;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/// The bytes of uploaded files, in pieces, so that any replica can read them.
@Singleton
class Uploads {
    static final int CHUNK_BYTES = 1024 * 1024;

    private final Database database;

    Uploads(Database database) {
        this.database = database;
    }

    @Transactional
    void add(UUID importId, int no, byte[] bytes) {
        database.update("INSERT INTO import_chunk (import_id, no, bytes) VALUES (?, ?, ?)", importId, no, bytes);
    }

    /// Reads piece by piece; no connection is held between two.
    InputStream open(UUID importId) {
        return new Pieces(importId);
    }

    @Transactional
    byte[] piece(UUID importId, int no) {
        return database.first(
                        "SELECT bytes FROM import_chunk WHERE import_id = ? AND no = ?",
                        row -> row.getBytes(1),
                        importId,
                        no)
                .orElseGet(() -> new byte[0]);
    }

    private final class Pieces extends InputStream {
        private final UUID importId;
        private byte[] piece = new byte[0];
        private int at;
        private int next;

        private Pieces(UUID importId) {
            this.importId = importId;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) {
            if (at == piece.length) {
                piece = piece(importId, next++);
                at = 0;
            }
            if (piece.length == 0) {
                return -1;
            }
            int count = Math.min(most, piece.length - at);
            System.arraycopy(piece, at, into, from, count);
            at += count;
            return count;
        }
    }
}
