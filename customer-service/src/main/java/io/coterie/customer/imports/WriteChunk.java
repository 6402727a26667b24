package io.coterie.customer.imports;

import io.coterie.customer.imports.ImportRejections.RejectedLine;
import io.coterie.customer.imports.ImportTable.Leased;
import io.coterie.customer.imports.ImportTable.Tally;
import io.coterie.customer.recording.Fact;
import io.coterie.customer.recording.RecordFacts;
import io.coterie.customer.recording.RecordFacts.Teller;
import io.coterie.customer.recording.Recorded;
import io.coterie.customer.source.Source;
import io.coterie.customer.store.Transactions;
import io.coterie.kit.fault.Faults;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Writes a chunk of rows, its rejections and how far the import is, in one transaction.
@Singleton
class WriteChunk {
    private static final Logger LOG = Logger.getLogger(WriteChunk.class);

    private final RecordFacts recordFacts;
    private final ImportTable imports;
    private final ImportRejections rejections;

    WriteChunk(RecordFacts recordFacts, ImportTable imports, ImportRejections rejections) {
        this.recordFacts = recordFacts;
        this.imports = imports;
        this.rejections = rejections;
    }

    record Job(Leased lease, Source source, boolean historical) {
        Teller teller() {
            return new Teller(source.id(), source.key(), historical, lease.createdAt());
        }
    }

    /// A chunk that fails for its content is written row by row, so that one bad row costs one row.
    void write(Job job, List<Row> rows) {
        try {
            Transactions.retrying(() -> inTransaction(job, rows));
        } catch (LeaseLost lost) {
            throw lost;
        } catch (RuntimeException failed) {
            if (Faults.isInfrastructure(failed) || Faults.isConflict(failed)) {
                throw failed;
            }
            LOG.warnf(
                    "import %s goes row by row at line %d: %s",
                    job.lease.id(), rows.getFirst().line(), failed.getClass().getName());
            rowByRow(job, rows);
        }
    }

    private void rowByRow(Job job, List<Row> rows) {
        if (rows.size() > 1) {
            rows.forEach(row -> write(job, List.of(row)));
            return;
        }
        Row failed = rows.getFirst();
        var rejection = new RejectedLine(failed.line(), "row", "could not be stored");
        Row row = new Row(failed.line(), failed.next(), null, rejection);
        Transactions.retrying(() -> inTransaction(job, List.of(row)));
    }

    private Tally inTransaction(Job job, List<Row> rows) {
        if (!imports.hold(job.lease)) {
            throw new LeaseLost();
        }
        List<Fact> facts = rows.stream().map(Row::fact).filter(Objects::nonNull).toList();
        Recorded recorded = recordFacts.record(job.teller(), facts);
        List<RejectedLine> refused = new ArrayList<>(
                rows.stream().map(Row::rejection).filter(Objects::nonNull).toList());
        refused.addAll(ofErased(rows, recorded).toList());
        long rejected = refused.size();
        refused.addAll(remarks(rows, recorded).toList());
        rejections.add(job.lease.id(), refused);
        long accepted = recorded.accepted().size();
        Tally tally = new Tally(rows.size(), accepted, rows.size() - accepted - rejected, rejected);
        imports.advance(job.lease, tally, rows.getLast().next());
        return tally;
    }

    private static Stream<RejectedLine> ofErased(List<Row> rows, Recorded recorded) {
        return rows.stream()
                .filter(row -> row.fact() != null
                        && recorded.erased().contains(row.fact().id()))
                .map(row -> new RejectedLine(row.line(), "row", "is from before the person was erased"));
    }

    /// Rows that were taken, but not their address.
    private static Stream<RejectedLine> remarks(List<Row> rows, Recorded recorded) {
        return rows.stream()
                .filter(row -> row.fact() != null
                        && recorded.withoutEmail().contains(row.fact().id()))
                .map(row -> new RejectedLine(
                        row.line(), "email", "belongs to another customer; the rest of the row was taken"));
    }

    /// Another replica works on the import now.
    static final class LeaseLost extends RuntimeException {
        LeaseLost() {
            super("the lease of the import was lost");
        }
    }
}
