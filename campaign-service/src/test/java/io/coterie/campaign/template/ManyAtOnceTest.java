package io.coterie.campaign.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyAtOnceTest {
    private static final int PEOPLE = 2_000;

    @Test
    void eachPersonIsGreetedByTheirOwnName() throws Exception {
        MessageTemplate template =
                MessageTemplate.parse("For {{ customer.name }}", "<p>Hello {{ customer.name }}</p>", null);
        List<Callable<RenderedMessage>> tasks = IntStream.range(0, PEOPLE)
                .mapToObj(number -> (Callable<RenderedMessage>) () -> template.render(person(number)))
                .toList();

        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<RenderedMessage>> rendered = threads.invokeAll(tasks);

            for (int number = 0; number < PEOPLE; number++) {
                assertThat(rendered.get(number).get().subject()).isEqualTo("For n" + number);
                assertThat(rendered.get(number).get().html()).contains("Hello n" + number + "<");
            }
        }
    }

    private static Personalisation person(int number) {
        return new Personalisation(Map.of("name", "n" + number), null, "spring", null, "https://example.test/u");
    }
}
