package io.coterie.segment.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.evaluation.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingFormatTest {
    private static final Instant SINCE = Instant.parse("2026-11-01T10:00:00.123456Z");

    @Test
    void whatIsWrittenIsReadAgain() {
        Map<Definition.Ref, Standing> standings = Map.of(
                new Definition.Ref(1, 1), new Standing(true, SINCE, SINCE.plusSeconds(60), SINCE, SINCE.plusSeconds(1)),
                new Definition.Ref(70_000, 300), new Standing(false, Instant.EPOCH, Verdict.NEVER, SINCE, SINCE),
                new Definition.Ref(2, 1), new Standing(true, Instant.EPOCH.minusSeconds(5), SINCE, SINCE, SINCE));

        assertThat(StandingFormat.read(StandingFormat.write(standings))).isEqualTo(standings);
        assertThat(StandingFormat.read(new byte[0])).isEmpty();
    }

    @Test
    void fiftySegmentsSettledTogetherAreFewBytes() {
        Map<Definition.Ref, Standing> standings = new HashMap<>();
        for (int i = 1; i <= 50; i++) {
            standings.put(new Definition.Ref(i, 1), new Standing(i % 2 == 0, SINCE, Verdict.NEVER, SINCE, SINCE));
        }

        assertThat(StandingFormat.write(standings)).hasSizeLessThan(400);
    }

    @Test
    void aFormatOfANewerReleaseIsNotTouched() {
        byte[] newer = StandingFormat.write(Map.of());
        newer[0]++;

        assertThatThrownBy(() -> StandingFormat.read(newer)).hasMessageContaining("format 4");
    }
}
