package dev.dbmerge.internal.yaml;

import dev.dbmerge.error.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a mapping by their keys, in the file's order.
 *
 * @param owner the value that the mapping is
 */
public record YamlMapping(YamlNode owner, Map<String, YamlNode> values) {
    public Optional<YamlNode> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Gives a value that has to be there, or notes that it is missing. */
    public Optional<YamlNode> require(String key, String remedy) {
        if (!values.containsKey(key)) {
            owner.document()
                    .mistake(ErrorCode.SPEC_MISSING_KEY, owner.keyAt(), owner.path() + " has no " + key + ".", remedy);
        }
        return get(key);
    }

    /** Notes every key that is not known here. */
    public void refuseOthers(List<String> known) {
        values.forEach((key, value) -> {
            if (!known.contains(key)) {
                refuse(key, value, known);
            }
        });
    }

    private void refuse(String key, YamlNode value, List<String> known) {
        String problem = owner.path() + " knows no key " + key + ".";
        String remedy =
                key.equals("<<") ? "Merge keys are not read: write the keys out." : Suggestion.sentence(key, known);
        owner.document().mistake(ErrorCode.SPEC_UNKNOWN_KEY, value.keyAt(), problem, remedy);
    }
}
