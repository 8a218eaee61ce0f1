package dev.dbmerge.internal.cases;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.yaml.Mistakes;
import dev.dbmerge.internal.yaml.YamlDocument;
import dev.dbmerge.internal.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a file of YAML that holds one case or a list of them. */
final class CaseFile {
    private final Subject subject;
    private final Path file;
    private final Mistakes mistakes;

    CaseFile(Subject subject, Path file, Mistakes mistakes) {
        this.subject = subject;
        this.file = file;
        this.mistakes = mistakes;
    }

    List<RuleCase> read() {
        Optional<YamlNode> root = YamlDocument.read(YamlDocument.Kind.CASES, file, Map.of(), mistakes)
                .flatMap(YamlDocument::root);
        boolean nothing = root.filter(
                        node -> node.isNothing() || node.isList() && node.list().isEmpty())
                .isPresent();
        if (root.isEmpty() || nothing) {
            root.ifPresent(node ->
                    node.mistake(ErrorCode.CASE, "The case file is empty.", "Write a case: given, and expect."));
            return List.of();
        }
        List<YamlNode> nodes = root.get().isList() ? root.get().list() : List.of(root.get());
        String stem = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        List<RuleCase> cases = new ArrayList<>();
        for (YamlNode node : nodes) {
            String name = nodes.size() == 1 ? stem : stem + " #" + (cases.size() + 1);
            new CaseNode(subject, node).read(name).ifPresent(cases::add);
        }
        refuseOneName(nodes, cases);
        return cases;
    }

    private void refuseOneName(List<YamlNode> nodes, List<RuleCase> cases) {
        Map<String, RuleCase> names = new HashMap<>();
        for (RuleCase one : cases) {
            RuleCase first = names.putIfAbsent(one.name(), one);
            if (first != null) {
                nodes.get(0)
                        .document()
                        .mistake(
                                ErrorCode.CASE,
                                one.at(),
                                "Two cases of the file are called " + one.name() + ", the first at line "
                                        + first.at().line() + ".",
                                "Say what this one shows.");
            }
        }
    }
}
