package io.coterie.testkit.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;

/// RFC 9457, as a client sees it.
final class Problem {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Problem() {}

    static boolean isProblem(HttpResponse<String> answer) {
        if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")) {
            return false;
        }
        try {
            JsonNode body = JSON.readTree(answer.body());
            return body.path("status").asInt() == answer.statusCode()
                    && body.path("title").isTextual();
        } catch (JsonProcessingException broken) {
            return false;
        }
    }
}
