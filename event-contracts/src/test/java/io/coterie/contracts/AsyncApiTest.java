package io.coterie.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The schemas, the samples, the topology and the AsyncAPI document tell of the same events.
class AsyncApiTest {
    private static final Pattern SEPARATOR = Pattern.compile("[.-](\\w)");
    private final Set<String> types = new TreeSet<>();
    private final JsonNode document;

    AsyncApiTest() throws IOException {
        Contracts.consumed().values().forEach(types::addAll);
        document = Contracts.asyncapi();
    }

    @Test
    void everyTypeOfTheTopologyHasASampleASchemaAndNothingElseHas() throws IOException {
        Set<String> schemas = Contracts.names("schemas");
        schemas.removeIf(name -> !name.contains("."));

        assertThat(Contracts.names("samples")).isEqualTo(types);
        assertThat(schemas).isEqualTo(types);
    }

    @Test
    void aSchemaWithoutATypeIsAPartOfOthers() throws IOException {
        Set<String> parts = Contracts.names("schemas");
        Set<String> used = new TreeSet<>();
        for (String name : parts) {
            Contracts.json("schemas/" + name + ".json")
                    .findValuesAsText("$ref")
                    .forEach(reference -> used.add(reference.replaceAll("\\.json.*$", "")));
        }
        parts.removeIf(name -> name.contains("."));

        assertThat(used).containsAll(parts);
    }

    @Test
    void aFileIsNamedByWhatItSays() throws IOException {
        for (String name : Contracts.names("schemas")) {
            assertThat(Contracts.json("schemas/" + name + ".json").path("$id").asText())
                    .isEqualTo("https://coterie.io/contracts/" + name + ".json");
        }
        for (String type : types) {
            JsonNode sample = Contracts.json("samples/" + type + ".json");
            assertThat(sample.path("type").asText()).isEqualTo(type);
            assertThat(sample.path("source").asText()).isEqualTo("/" + Contracts.owner(type) + "-service");
        }
    }

    @Test
    void everyTypeHasAChannelOfItsOwnersExchange() {
        Set<String> channels = new TreeSet<>();
        types.forEach(type -> {
            String key = key(type);
            JsonNode channel = document.path("channels").path(key);
            channels.add(key);
            assertThat(channel.path("address").asText()).as(key).isEqualTo(type);
            assertThat(channel.at("/bindings/amqp/exchange/name").asText())
                    .as(key)
                    .isEqualTo(Contracts.owner(type));
            assertThat(channel.path("messages").path(key).path("$ref").asText())
                    .as(key)
                    .isEqualTo("#/components/messages/" + key);
        });

        assertThat(keys(document.path("channels"))).isEqualTo(channels);
    }

    @Test
    void everyTypeHasAMessageWithItsSchema() {
        Set<String> messages = new TreeSet<>();
        types.forEach(type -> {
            JsonNode message = document.at("/components/messages/" + key(type));
            messages.add(key(type));
            assertThat(message.path("name").asText()).isEqualTo(type);
            assertThat(message.at("/payload/$ref").asText()).isEqualTo("schemas/" + type + ".json");
        });

        assertThat(keys(document.at("/components/messages"))).isEqualTo(messages);
    }

    @Test
    void servicesSendWhatTheyOwnAndReceiveWhatTheirQueuesTake() throws IOException {
        Set<String> expected = new TreeSet<>();
        types.forEach(type -> expected.add(operation(Contracts.owner(type) + "-service", "Publishes", type, "send")));
        Contracts.consumed()
                .forEach((service, taken) ->
                        taken.forEach(type -> expected.add(operation(service, "Consumes", type, "receive"))));
        Set<String> documented = new TreeSet<>();
        document.path("operations").properties().forEach(each -> {
            JsonNode says = each.getValue();
            documented.add(each.getKey() + ": " + says.path("action").asText() + " "
                    + says.at("/channel/$ref").asText());
        });

        assertThat(documented).isEqualTo(expected);
    }

    @Test
    void everyOwnerHasALiveExchangeAndOneForBulk() throws IOException {
        Set<String> expected = new TreeSet<>();
        types.forEach(type -> {
            expected.add(Contracts.owner(type));
            expected.add(Contracts.owner(type) + ".bulk");
        });
        Set<String> declared = new TreeSet<>();
        Contracts.json("topology.json").path("exchanges").forEach(each -> declared.add(each.asText()));

        assertThat(declared).isEqualTo(expected);
    }

    private static String operation(String service, String verb, String type, String action) {
        String name = key(service) + verb + key(type);
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1) + ": " + action + " #/channels/"
                + key(type);
    }

    /// `CustomerErasedV1` of `customer.erased.v1`.
    private static String key(String type) {
        return SEPARATOR.matcher("." + type).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }

    private static Set<String> keys(JsonNode node) {
        Set<String> keys = new TreeSet<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
