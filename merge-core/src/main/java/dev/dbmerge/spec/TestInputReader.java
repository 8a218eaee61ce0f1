package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.yaml.YamlDocument;
import dev.dbmerge.internal.yaml.YamlMapping;
import dev.dbmerge.internal.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads where the cases of the rules lie and what makes the structure that they run on. */
final class TestInputReader {
    private final YamlDocument document;

    TestInputReader(YamlDocument document) {
        this.document = document;
    }

    TestInputs read(Optional<YamlNode> node) {
        Optional<YamlMapping> mapping = node.flatMap(YamlNode::mapping);
        mapping.ifPresent(keys -> keys.refuseOthers(List.of("cases", "structure")));
        Path cases = mapping.flatMap(keys -> keys.get("cases"))
                .flatMap(value -> existing(value, "folder", Files::isDirectory))
                .orElseGet(() -> document.resolve("cases"));
        Optional<YamlNode> structure = mapping.flatMap(keys -> keys.get("structure"));
        if (structure.filter(YamlNode::isMapping).isEmpty()) {
            return new TestInputs(
                    cases,
                    Optional.empty(),
                    Optional.empty(),
                    structure.flatMap(value -> existing(value, "file", Files::isRegularFile)));
        }
        Optional<YamlMapping> sides = structure.flatMap(YamlNode::mapping);
        sides.ifPresent(keys -> keys.refuseOthers(List.of("staging", "production")));
        sides.ifPresent(keys -> keys.require("staging", "Name the SQL file or the migrations that make it."));
        return new TestInputs(cases, side(sides, "staging"), side(sides, "production"), Optional.empty());
    }

    private Optional<Path> side(Optional<YamlMapping> sides, String key) {
        return sides.flatMap(keys -> keys.get(key))
                .flatMap(value -> existing(value, "file or folder", Files::isReadable));
    }

    private Optional<Path> existing(YamlNode node, String kind, java.util.function.Predicate<Path> there) {
        Optional<Path> path = node.text().map(document::resolve);
        if (path.isPresent() && !there.test(path.get())) {
            node.mistake(
                    ErrorCode.SPEC_MISSING_FILE,
                    "There is no " + kind + " " + path.get() + ".",
                    "Paths are relative to the spec; leave the key out if there is none.");
        }
        return path;
    }
}
