package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.ledger.Ledgers;
import dev.dbmerge.internal.ledger.Ledgers.Environment;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.yaml.YamlText;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.TableDecision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds that Rails would take the target for another environment than production's, and then protects it from nothing. */
final class EnvironmentFinding {
    private static final String PRODUCTION = "production";

    private final MergeSpec spec;
    private final Optional<Environment> staging;
    private final Optional<Environment> production;

    EnvironmentFinding(MergeSpec spec, Ledgers staging, Ledgers production) {
        this.spec = spec;
        this.staging = staging.environment();
        this.production = production.environment();
    }

    Optional<Finding> finding() {
        Optional<String> live = staging.flatMap(Environment::value);
        if (live.isEmpty() || kept(staging.get().table())) {
            return Optional.empty();
        }
        Optional<String> now = production.flatMap(Environment::value);
        String wanted = now.orElse(PRODUCTION);
        if (live.get().equals(wanted)) {
            return wanted.equals(PRODUCTION) ? Optional.empty() : Optional.of(agreed(live.get()));
        }
        return Optional.of(differs(live.get(), now));
    }

    /** Tells whether production's value comes into the target anyway. */
    private boolean kept(String table) {
        boolean overlaid = spec.overlay().keySet().stream().anyMatch(table::equalsIgnoreCase);
        Optional<TableDecision> decision = spec.tables().values().stream()
                .filter(one -> one.table().equalsIgnoreCase(table))
                .findFirst();
        return overlaid
                || decision.isPresent()
                        && (decision.get().content() == TableDecision.Content.EMPTY
                                || decision.get().keepProduction().stream().anyMatch("value"::equalsIgnoreCase));
    }

    private Finding differs(String live, Optional<String> now) {
        boolean fixed = fixed();
        boolean decided = now.isPresent() && !fixed;
        Finding finding = finding(
                fixed ? Level.NOTE : Level.WARNING,
                "The environment in the target's " + table() + " will be " + live + ", which is staging's, "
                        + now.map(value -> "while production's says " + value).orElse("and production's names none")
                        + (fixed ? "; a migration under fixes speaks of that table." : "."),
                decided || fixed ? "" : remedy(now.orElse(PRODUCTION)));
        return decided
                ? finding.decidedBy(Decision.at(
                        "the target keeps production's environment",
                        YamlText.list(List.of("value")),
                        "tables",
                        table(),
                        "keep-production"))
                : finding;
    }

    private Finding agreed(String value) {
        return finding(
                Level.NOTE,
                "Both sides' " + table() + " name the environment " + value
                        + ", while Rails protects by itself a database that says production.",
                fixed()
                        ? ""
                        : "If production runs as production, put into a migration under fixes: " + update(PRODUCTION)
                                + ".");
    }

    private String remedy(String value) {
        return "Put into a migration under fixes: " + update(value) + ".";
    }

    private String update(String value) {
        return "UPDATE " + Names.quote(table()) + " SET `value` = " + Names.literal(value)
                + " WHERE `key` = 'environment'";
    }

    private String table() {
        return staging.orElseThrow().table();
    }

    private Finding finding(Level level, String problem, String remedy) {
        return new Finding(level, ErrorCode.LEDGER_ENVIRONMENT, table(), problem, remedy).of(table());
    }

    private boolean fixed() {
        if (spec.fixes().isEmpty()) {
            return false;
        }
        try (Stream<Path> files = Files.walk(spec.fixes().get())) {
            return files.filter(file -> file.toString().endsWith(".sql")).anyMatch(this::mentions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean mentions(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .toLowerCase(Locale.ROOT)
                    .contains(table().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
