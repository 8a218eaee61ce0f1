package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.MergeSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what changes a table's rows between their copy and the check of the references: fixes and rules. */
final class LaterChanges {
    private final MergeSpec spec;

    LaterChanges(MergeSpec spec) {
        this.spec = spec;
    }

    /** Names the first that may make a reference hold: one that speaks of its table, or a fix that speaks of its parent. */
    Optional<String> of(Link link) {
        Optional<String> fix = fix(Set.of(link.table(), link.toTable()));
        return fix.isPresent() ? fix : rule(link.table());
    }

    /** Names the first fix that speaks of one of the tables. */
    Optional<String> fix(Set<String> tables) {
        if (spec.fixes().isEmpty()) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(spec.fixes().get())) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> tables.stream().anyMatch(read(file)::contains))
                    .sorted()
                    .map(file -> file.getFileName().toString())
                    .findFirst();
        } catch (IOException e) {
            return Optional.of("a fix that cannot be read");
        }
    }

    private Optional<String> rule(String table) {
        return spec.cleanup().stream()
                .filter(rule -> writes(rule, table))
                .map(rule -> "rule " + rule.id())
                .findFirst();
    }

    /** Tells whether a rule changes or removes rows of a table. */
    static boolean writes(CleanupRule rule, String table) {
        return CleanupStatement.parse(rule.sql()).targets().stream()
                .anyMatch(target -> target.table().equalsIgnoreCase(table));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
