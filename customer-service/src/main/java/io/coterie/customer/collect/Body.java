package io.coterie.customer.collect;

import io.coterie.kit.web.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// The bytes of a call: bounded as they came and, where they are gzip (told by their first bytes, whatever the
/// headers say), bounded again as they are inflated.
final class Body {
    static final int MOST_BYTES = 500 * 1024;

    private Body() {}

    static byte[] read(InputStream in) throws IOException {
        byte[] body = bounded(in);
        return isGzip(body) ? inflate(body) : body;
    }

    private static byte[] inflate(byte[] body) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return bounded(in);
        } catch (IOException broken) {
            throw Problems.invalid("body", "well-formed gzip");
        }
    }

    private static byte[] bounded(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw Problems.tooLarge("body", MOST_BYTES + " bytes");
        }
        return bytes;
    }

    private static boolean isGzip(byte[] body) {
        return body.length > 2 && body[0] == (byte) 0x1f && body[1] == (byte) 0x8b;
    }
}
