package io.coterie.feedback.tool;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The survey tools by their names in URLs and requests.
public enum Provider {
    TYPEFORM(new Typeform()),
    STANDARD(new StandardWebhooks());

    private final SurveyTool tool;

    Provider(SurveyTool tool) {
        this.tool = tool;
    }

    public SurveyTool tool() {
        return tool;
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Provider> of(String key) {
        return Stream.of(values()).filter(each -> each.key().equals(key)).findFirst();
    }
}
