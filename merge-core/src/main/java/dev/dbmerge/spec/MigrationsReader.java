package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.yaml.YamlMapping;
import dev.dbmerge.internal.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads {@code migrations}. */
final class MigrationsReader {
    private static final List<String> KEYS = List.of("version", "done", "run");

    Migrations read(YamlNode node) {
        Optional<YamlMapping> mapping = node.mapping();
        mapping.ifPresent(keys -> keys.refuseOthers(KEYS));
        List<String> done = mapping.flatMap(keys -> keys.get("done")).stream()
                .flatMap(list -> list.list().stream())
                .flatMap(item -> item.text().stream())
                .toList();
        return new Migrations(
                mapping.flatMap(keys -> keys.get("version")).flatMap(YamlNode::text),
                done,
                mapping.flatMap(keys -> keys.get("run")).flatMap(MigrationsReader::executable));
    }

    private static Optional<Path> executable(YamlNode node) {
        Optional<Path> file = node.text().map(path -> node.document().resolve(path));
        if (file.isPresent() && !Files.isExecutable(file.get())) {
            node.mistake(
                    ErrorCode.SPEC_MISSING_FILE,
                    file.get() + (Files.exists(file.get()) ? " may not be executed." : " does not exist."),
                    "Name an executable; paths are relative to the spec.");
        }
        return file;
    }
}
