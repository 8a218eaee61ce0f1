package dev.dbmerge.internal.cases;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.yaml.Mistakes;
import dev.dbmerge.internal.yaml.YamlDocument;
import dev.dbmerge.internal.yaml.YamlMapping;
import dev.dbmerge.internal.yaml.YamlNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the changes of a rule that no case has to notice. */
final class AcceptedReader {
    private final Mistakes mistakes;

    AcceptedReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    List<AcceptedChange> read(Path file) {
        List<AcceptedChange> changes = YamlDocument.read(YamlDocument.Kind.ACCEPTED, file, Map.of(), mistakes)
                .flatMap(YamlDocument::root)
                .map(YamlNode::list)
                .orElse(List.of())
                .stream()
                .flatMap(AcceptedReader::change)
                .toList();
        refuseTwice(file, changes);
        return changes;
    }

    private void refuseTwice(Path file, List<AcceptedChange> changes) {
        Map<String, AcceptedChange> first = new HashMap<>();
        for (AcceptedChange change : changes) {
            AcceptedChange before = first.putIfAbsent(change.change(), change);
            if (before != null) {
                CaseReader.text(file, mistakes)
                        .ifPresent(source -> mistakes.add(
                                ErrorCode.CASE,
                                source,
                                change.at(),
                                change.change() + " is accepted twice, first at line "
                                        + before.at().line() + ".",
                                "Keep one of the two."));
            }
        }
    }

    private static Stream<AcceptedChange> change(YamlNode node) {
        Optional<YamlMapping> mapping = node.mapping();
        mapping.ifPresent(keys -> keys.refuseOthers(List.of("change", "reason")));
        Optional<String> change = mapping.flatMap(
                        keys -> keys.require("change", "Write the change's name as the coverage prints it."))
                .flatMap(YamlNode::literal);
        Optional<String> reason = mapping.flatMap(keys -> keys.require("reason", "Write why no case has to notice it."))
                .flatMap(YamlNode::literal);
        return change.isPresent() && reason.isPresent()
                ? Stream.of(new AcceptedChange(node.at(), change.get(), reason.get()))
                : Stream.of();
    }
}
