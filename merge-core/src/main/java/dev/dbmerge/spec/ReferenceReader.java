package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code references}; an entry that says something else of the same two columns takes the place of an earlier one. */
final class ReferenceReader {
    private final Map<String, Reference> read = new LinkedHashMap<>();

    List<Reference> read(YamlNode node) {
        node.list().forEach(item -> reference(item).ifPresent(reference -> add(reference, item)));
        return List.copyOf(read.values());
    }

    private static Optional<Reference> reference(YamlNode item) {
        return ReferenceForm.WITHIN_A_SPEC
                .read(item)
                .map(written -> new Reference(
                        written.from().table(),
                        written.from().columns(),
                        written.to().table(),
                        written.to().columns(),
                        written.orphans(),
                        item.at()));
    }

    private void add(Reference reference, YamlNode item) {
        Reference first = read.put(reference.text(), reference);
        if (first != null && first.orphans() == reference.orphans()) {
            String at = first.at().line() + ":" + first.at().column();
            item.mistake(
                    ErrorCode.SPEC_REFERENCE,
                    "The reference " + reference.text() + " stands twice, first at " + at + ".",
                    "Keep one of the two.");
        }
    }
}
