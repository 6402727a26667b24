package io.coterie.feedback.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.feedback.answer.Mapping.IdentityAt;
import io.coterie.feedback.identity.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `{"nps": {"ref": "nps_question"}, "comment": {"ref": "why"}, "identity": {"hidden": "user_id"}}`.
///
/// An identity is a hidden field or an answer, with a `namespace` where neither the hidden field's name is one nor the
/// answer an e-mail address; several stand in a list, the surest first.
public final class TypeformMapping extends MappingFormat {
    private static final Set<String> NAMESPACES =
            Set.of(Identity.USER_ID, Identity.EMAIL, Identity.ANONYMOUS_ID, Identity.CUSTOMER_ID);

    public TypeformMapping() {
        super(Set.of("nps", "comment", "identity"));
    }

    @Override
    Locator locator(String where, JsonNode value) throws InvalidMapping {
        onlyKnown(where, value, Set.of("ref", "hidden"));
        return at(where, value);
    }

    private static Locator at(String where, JsonNode value) throws InvalidMapping {
        if (value.has("ref") == value.has("hidden")) {
            throw new InvalidMapping(where, "either {\"ref\": …} or {\"hidden\": …}");
        }
        return value.has("ref")
                ? new Locator.Ref(text(where + ".ref", value.get("ref")))
                : new Locator.Hidden(text(where + ".hidden", value.get("hidden")));
    }

    @Override
    List<IdentityAt> identities(@Nullable JsonNode identity) throws InvalidMapping {
        List<IdentityAt> all = new ArrayList<>();
        if (identity == null || identity.isNull()) {
            return all;
        }
        if (!identity.isArray()) {
            return List.of(identity("mapping.identity", identity));
        }
        for (JsonNode each : identity) {
            all.add(identity("mapping.identity[" + all.size() + "]", each));
        }
        return List.copyOf(all);
    }

    private static IdentityAt identity(String where, JsonNode value) throws InvalidMapping {
        onlyKnown(where, value, Set.of("ref", "hidden", "namespace"));
        Locator at = at(where, value);
        return new IdentityAt(namespace(where + ".namespace", value.get("namespace"), at), at);
    }

    private static String namespace(String where, @Nullable JsonNode given, Locator at) throws InvalidMapping {
        if (given != null) {
            String namespace = text(where, given);
            if (!Identity.isNamespace(namespace)) {
                throw new InvalidMapping(where, "lower-case letters, digits and _");
            }
            return namespace;
        }
        return switch (at) {
            case Locator.Hidden(String name) when NAMESPACES.contains(name) -> name;
            case Locator.Hidden hidden -> throw new InvalidMapping(where, "one such as user_id or email");
            case Locator.Ref answer -> Identity.EMAIL;
            case Locator.Path path -> throw new InvalidMapping(where, "one such as user_id or email");
        };
    }
}
