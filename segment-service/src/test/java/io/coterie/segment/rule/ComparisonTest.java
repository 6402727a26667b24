package io.coterie.segment.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.JsonSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    private static final ObjectMapper JSON = JsonSettings.mapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    is         | "a"        | "a"        | true
                    is         | 1          | 1.0        | true
                    is         | "1"        | 1          | false
                    is         | true       | true       | true
                    is         | "a"        |            | false
                    isNot      | "a"        |            | true
                    isNot      | "a"        | "a"        | false
                    notIn      | ["a", "b"] |            | true
                    in         | ["a", 2]   | 2          | true
                    contains   | "b"        | "abc"      | true
                    contains   | "b"        | ["a", "b"] | true
                    contains   | "b"        | ["ab"]     | false
                    startsWith | "a"        | "abc"      | true
                    endsWith   | "a"        | "abc"      | false
                    gt         | 5          | 5          | false
                    gte        | 5          | 5.0        | true
                    gte        | 5          | "6"        | false
                    lt         | 5          |            | false
                    lte        | 5          | 5          | true
                    between    | [1, 2]     | 1          | true
                    between    | [1, 2]     | 2          | true
                    between    | [1, 2]     | 2.01       | false
                    exists     | true       | "x"        | true
                    exists     | false      |            | true
                    exists     | true       | null       | false
                    """)
    void observedValuesCompareStrictly(String operator, String value, String observed, boolean holds) throws Exception {
        JsonNode leaf = JSON.createObjectNode().set(operator, JSON.readTree(value));
        JsonNode seen = observed == null ? null : JSON.readTree(observed);

        Comparison comparison = ComparisonParser.any(new Fields(leaf, ""));

        assertThat(comparison.holds(seen)).isEqualTo(holds);
    }
}
