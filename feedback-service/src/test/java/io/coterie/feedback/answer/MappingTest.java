package io.coterie.feedback.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.feedback.identity.Identity;
import io.coterie.kit.event.JsonSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {
    private static final ObjectMapper JSON = JsonSettings.mapper();
    private static final String STANDARD = """
            {"nps": "$.score", "comment": "$.comment", "occurredAt": "$.at", "identity": {"email": "$.email"}}
            """;
    private static final String TYPEFORM = """
            {"nps": {"ref": "nps_question"}, "comment": {"ref": "why"},
             "identity": [{"hidden": "user_id"}, {"hidden": "mail", "namespace": "email"}, {"ref": "address"}]}
            """;

    @ParameterizedTest
    @CsvSource({"0,0", "10,10", "7.0,7", "'\"9\"',9", "1e1,10"})
    void anNpsIsAnIntegerFromZeroToTen(String json, int expected) throws Exception {
        Answer answer = standard("{\"score\": " + json + "}");
        assertThat(answer.scores()).containsEntry("nps", expected);
        assertThat(answer.rejections()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "11", "3.5", "\"nine\"", "true", "[3]", "{}", "1e999999999", "\"\""})
    void anyOtherNpsIsRejectedAndTheCommentKept(String json) throws Exception {
        Answer answer = standard("{\"score\": " + json + ", \"comment\": \"late\"}");
        assertThat(answer.scores()).isEmpty();
        assertThat(answer.rejections()).containsExactly(new Rejection("nps", "expected an integer from 0 to 10"));
        assertThat(answer.comment()).isEqualTo("late");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"score\": null}"})
    void anAbsentNpsIsNoFault(String json) throws Exception {
        assertThat(standard(json).rejections()).isEmpty();
    }

    @Test
    void aCommentIsBounded() throws Exception {
        Answer answer = standard("{\"comment\": \"" + "🙂".repeat(8_001) + "\"}");
        assertThat(answer.comment()).isEqualTo("🙂".repeat(8_000));
        assertThat(answer.rejections()).extracting(Rejection::field).containsExactly("comment");
    }

    @Test
    void whatNoStoreTakesIsLeftOutOfAComment() throws Exception {
        assertThat(standard("{\"comment\": \"a\\u0000b\\ud800c\"}").comment()).isEqualTo("abc");
    }

    @Test
    void anEmailAddressIsKnownInLowerCase() throws Exception {
        assertThat(standard("{\"email\": \" Ann@Example.TEST \"}").identities())
                .containsExactly(new Identity("email", "ann@example.test"));
    }

    @Test
    void theFirstMatchOfAPathCounts() throws Exception {
        Mapping mapping = new JsonPathMapping().read(JSON.readTree("""
                {"nps": "$.answers[?(@.q == 'nps')].value"}
                """));
        assertThat(mapping.read(JSON.readTree("{\"answers\": [{\"q\": \"nps\", \"value\": 4}]}"))
                        .scores())
                .containsEntry("nps", 4);
        assertThat(mapping.read(JSON.readTree("{\"answers\": []}")).scores()).isEmpty();
    }

    @Test
    void aTypeformAnswerIsFoundByItsFieldsRef() throws Exception {
        Mapping mapping = new TypeformMapping().read(JSON.readTree(TYPEFORM));
        Answer answer = mapping.read(JSON.readTree("""
                {"form_response": {"hidden": {"user_id": "c-17", "mail": "ann@example.test"}, "answers": [
                  {"type": "choice", "choice": {"label": "8"}, "field": {"ref": "nps_question"}},
                  {"type": "text", "text": "fine", "field": {"ref": "why"}},
                  {"type": "email", "email": "bob@example.test", "field": {"ref": "address"}}]}}
                """));
        assertThat(answer.scores()).containsEntry("nps", 8);
        assertThat(answer.comment()).isEqualTo("fine");
        assertThat(answer.identities())
                .containsExactly(
                        new Identity("user_id", "c-17"),
                        new Identity("email", "ann@example.test"),
                        new Identity("email", "bob@example.test"));
    }

    @Test
    void anUnknownFormSaysNothing() throws Exception {
        Mapping mapping = new TypeformMapping().read(JSON.readTree(TYPEFORM));
        assertThat(mapping.read(JSON.readTree("{\"form_response\": {\"token\": \"t\"}}")))
                .isEqualTo(Answer.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"nps\": \"$.score\", \"csat\": \"$.c\"} | mapping",
                "{\"nps\": \"score\"} | mapping.nps",
                "{\"nps\": \"$.[\"} | mapping.nps",
                "{\"nps\": {\"ref\": \"x\"}} | mapping.nps",
                "{\"identity\": {\"email\": \"$.email\"}} | mapping",
                "{\"nps\": \"$.score\", \"identity\": \"$.email\"} | mapping.identity",
                "{\"nps\": \"$.score\", \"identity\": {\"E mail\": \"$.email\"}} | mapping.identity",
                "[] | mapping",
            })
    void aMappingOfPathsThatCannotBeFollowedIsRefused(String mapping, String where) {
        assertThatThrownBy(() -> new JsonPathMapping().read(JSON.readTree(mapping)))
                .isInstanceOfSatisfying(
                        InvalidMapping.class,
                        invalid -> assertThat(invalid.where()).isEqualTo(where));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"nps\": \"$.score\"} | mapping.nps",
                "{\"nps\": {\"ref\": \"x\", \"hidden\": \"y\"}} | mapping.nps",
                "{\"nps\": {\"ref\": 7}} | mapping.nps.ref",
                "{\"nps\": {\"ref\": \"x\"}, \"identity\": {\"hidden\": \"who\"}} | mapping.identity.namespace",
                "{\"nps\": {\"ref\": \"x\"}, \"identity\": [{\"hidden\": \"user_id\", \"as\": \"email\"}]} | mapping.identity[0]",
                "{\"nps\": {\"ref\": \"x\"}, \"occurredAt\": {\"ref\": \"y\"}} | mapping",
            })
    void aTypeformMappingThatCannotBeFollowedIsRefused(String mapping, String where) {
        assertThatThrownBy(() -> new TypeformMapping().read(JSON.readTree(mapping)))
                .isInstanceOfSatisfying(
                        InvalidMapping.class,
                        invalid -> assertThat(invalid.where()).isEqualTo(where));
    }

    private static Answer standard(String payload) throws Exception {
        return new JsonPathMapping().read(JSON.readTree(STANDARD)).read(JSON.readTree(payload));
    }
}
