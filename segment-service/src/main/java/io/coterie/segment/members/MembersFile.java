package io.coterie.segment.members;

import com.fasterxml.jackson.databind.ObjectWriter;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.coterie.kit.csv.Formulas;
import io.coterie.kit.event.JsonSettings;
import io.coterie.segment.membership.Members;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Members as a file that is written page by page, so that it takes no more room the longer it is.
enum MembersFile {
    CSV {
        @Override
        void write(Writer out, Pages pages) throws IOException {
            try (CsvWriter csv = CsvWriter.builder().build(out)) {
                csv.writeRecord("customerId", "externalId", "since");
                forEach(
                        pages,
                        member -> csv.writeRecord(
                                member.customerId().toString(),
                                member.externalId() == null ? "" : Formulas.harmless(member.externalId()),
                                member.since().toString()));
            }
        }
    },
    JSON_LINES {
        @Override
        void write(Writer out, Pages pages) throws IOException {
            ObjectWriter json = JsonSettings.mapper().writer();
            forEach(pages, member -> out.append(json.writeValueAsString(member)).append('\n'));
            out.flush();
        }
    };

    /// The next page after a customer, or the first; empty at the end.
    interface Pages {
        List<Members.Member> after(@Nullable UUID customer);
    }

    private interface Line {
        void write(Members.Member member) throws IOException;
    }

    abstract void write(Writer out, Pages pages) throws IOException;

    final void write(OutputStream out, Pages pages) throws IOException {
        write(new OutputStreamWriter(out, StandardCharsets.UTF_8), pages);
    }

    private static void forEach(Pages pages, Line line) throws IOException {
        List<Members.Member> page = pages.after(null);
        while (!page.isEmpty()) {
            for (Members.Member member : page) {
                line.write(member);
            }
            page = pages.after(page.getLast().customerId());
        }
    }
}
