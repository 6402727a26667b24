package io.coterie.customer.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How far an import is: read = accepted + duplicates + rejected, in rows.
///
/// @param state `receiving`, `waiting`, `running`, `done` or `failed`
@Schema(name = "Import")
@JsonInclude(JsonInclude.Include.ALWAYS)
record ImportView(
        UUID id,
        String state,
        long read,
        long accepted,
        long duplicates,
        long rejected,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String failure) {}
