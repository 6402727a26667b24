package io.coterie.customer.imports;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// An import as people read it; [ImportTable] writes it.
@Entity
@Immutable
@Table(name = "import_job")
class ImportJob {
    @Id
    private UUID id;

    private String state;

    @Column(name = "rows_read")
    private long read;

    private long accepted;
    private long duplicates;
    private long rejected;

    @Column(name = "started_at")
    private @Nullable Instant startedAt;

    @Column(name = "finished_at")
    private @Nullable Instant finishedAt;

    private @Nullable String failure;

    @SuppressWarnings("NullAway.Init")
    protected ImportJob() {}

    ImportView view() {
        return new ImportView(id, state, read, accepted, duplicates, rejected, startedAt, finishedAt, failure);
    }
}
