package io.coterie.campaign.definition;

import io.coterie.kit.web.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `{"key", "template", "trigger": {"entered": segment} or {"left": segment}}`, or with
/// `"audience": {"include": [segment…], "exclude": [segment…]}` instead of a trigger.
///
/// A triggered campaign reacts from its creation on, unless it is saved with `"draft": true`; a broadcast always waits
/// for its launch.
record NewCampaign(
        @NotNull @Pattern(regexp = SLUG) @Size(max = 100) String key,
        @NotNull String template,
        @Nullable @Valid NewTrigger trigger,
        @Nullable @Valid NewAudience audience,
        @Nullable @Pattern(regexp = "email") String channel,
        @Nullable @Pattern(regexp = SLUG) @Size(max = 100) String purpose,
        @Nullable @Size(max = 30) String expires,
        @Nullable Boolean draft) {
    static final String SLUG = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final Duration LONGEST = Duration.ofDays(30);

    record NewTrigger(
            @Nullable @Pattern(regexp = SLUG) @Size(max = 100)
            String entered,

            @Nullable @Pattern(regexp = SLUG) @Size(max = 100)
            String left) {}

    record NewAudience(
            @Nullable @Size(max = 20) List<@NotNull @Pattern(regexp = SLUG) @Size(max = 100) String> include,
            @Nullable @Size(max = 20) List<@NotNull @Pattern(regexp = SLUG) @Size(max = 100) String> exclude) {}

    Occasion occasion() {
        if ((trigger == null) == (audience == null)) {
            throw Problems.invalid("trigger", "either a trigger or an audience");
        }
        return trigger != null ? of(trigger) : of(audience);
    }

    private static Occasion of(NewTrigger trigger) {
        if (trigger.entered() != null && trigger.left() == null) {
            return new Occasion.Trigger("entered", trigger.entered());
        }
        if (trigger.left() != null && trigger.entered() == null) {
            return new Occasion.Trigger("left", trigger.left());
        }
        throw Problems.invalid("trigger", "{\"entered\": segment} or {\"left\": segment}");
    }

    private static Occasion of(NewAudience audience) {
        List<String> include = audience.include() == null ? List.of() : audience.include();
        List<String> exclude = audience.exclude() == null ? List.of() : audience.exclude();
        if (include.isEmpty()) {
            throw Problems.invalid("audience.include", "at least one segment");
        }
        return new Occasion.Audience(
                include.stream().distinct().toList(),
                exclude.stream().distinct().toList());
    }

    boolean startsAtOnce() {
        return trigger != null && !Boolean.TRUE.equals(draft);
    }

    String purposeOrDefault() {
        return purpose == null ? "marketing" : purpose;
    }

    Duration expiresOr(Duration otherwise) {
        if (expires == null) {
            return otherwise;
        }
        try {
            Duration parsed = Duration.parse(expires);
            if (parsed.isPositive() && parsed.compareTo(LONGEST) <= 0) {
                return parsed;
            }
        } catch (DateTimeParseException notADuration) {
            // refused below, like a duration out of range
        }
        throw Problems.invalid("expires", "an ISO-8601 duration up to P30D, such as PT1H");
    }
}
