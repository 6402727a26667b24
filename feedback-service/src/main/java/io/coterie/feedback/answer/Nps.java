package io.coterie.feedback.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/// Net promoter score: an integer from 0 to 10, as a number or as text.
final class Nps {
    static final String EXPECTED = "expected an integer from 0 to 10";
    private static final int LONGEST = 8;

    private Nps() {}

    static Optional<Integer> of(JsonNode value) {
        if ((!value.isNumber() && !value.isTextual()) || value.asText().length() > LONGEST) {
            return Optional.empty();
        }
        try {
            int score = new BigDecimal(value.asText().strip()).intValueExact();
            return score >= 0 && score <= 10 ? Optional.of(score) : Optional.empty();
        } catch (ArithmeticException | NumberFormatException noInteger) {
            return Optional.empty();
        }
    }
}
