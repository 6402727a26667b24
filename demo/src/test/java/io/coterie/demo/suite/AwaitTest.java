package io.coterie.demo.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
    @Test
    void whatNeverComesIsReportedAsItWasLast() {
        assertThat(Await.<String>until(Duration.ofMillis(300), () -> "not yet", "there"::equals))
                .isEqualTo("not yet");
    }

    @Test
    void aPassingMatchIsNotSettled() {
        var readings = List.of(5, 6, 5, 5, 5, 5, 5, 5);
        var read = new AtomicInteger();

        Await.settled(Duration.ofSeconds(20), () -> readings.get(read.getAndIncrement()), value -> value == 5);

        assertThat(read).hasValue(readings.size());
    }
}
