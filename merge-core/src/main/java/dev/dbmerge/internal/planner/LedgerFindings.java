package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.ledger.Ledger;
import dev.dbmerge.internal.ledger.Ledgers;
import dev.dbmerge.internal.ledger.Migration;
import dev.dbmerge.internal.yaml.YamlText;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.spec.MergeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds what the ledgers of migrations say that does not hold for the target: its ledgers are staging's, its overlaid rows
 * production's.
 */
final class LedgerFindings {
    private static final int SHOWN = 20;
    private static final int LINE = 100;

    private final MergeSpec spec;
    private final Ledgers staging;
    private final Ledgers production;
    private final Map<String, String> drift;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Makes it.
     *
     * @param drift how the columns of overlaid tables differ, by table
     */
    LedgerFindings(MergeSpec spec, Ledgers staging, Ledgers production, Map<String, String> drift) {
        this.spec = spec;
        this.staging = staging;
        this.production = production;
        this.drift = drift;
    }

    List<Finding> findings() {
        refused("Staging", staging);
        refused("Production", production);
        if (!spec.overlay().isEmpty()) {
            staging.all().stream().filter(this::goesLive).forEach(this::compare);
        }
        idle();
        version();
        new EnvironmentFinding(spec, staging, production).finding().ifPresent(findings::add);
        return findings;
    }

    private void refused(String side, Ledgers ledgers) {
        ledgers.refused()
                .forEach(problem -> findings.add(new Finding(
                        Level.WARNING,
                        ErrorCode.NOT_ASKED,
                        side + "'s ledger",
                        problem,
                        "Grant SELECT on it, so that the migrations of both sides can be compared.")));
    }

    /** A ledger that is overlaid itself comes from production, so the application will run what its rows lack. */
    private boolean goesLive(Ledger ledger) {
        return spec.overlay().keySet().stream().noneMatch(ledger.table()::equalsIgnoreCase);
    }

    private void compare(Ledger ours) {
        Ledger theirs = production
                .of(ours.kind())
                .orElseGet(() -> new Ledger(ours.kind(), ours.table(), List.of(), Optional.empty()));
        List<Migration> missing = ours.missingIn(theirs);
        List<Migration> undecided =
                missing.stream().filter(migration -> !done(ours, migration)).toList();
        if (spec.migrations().run().isPresent() && !missing.isEmpty()) {
            add(
                    Level.NOTE,
                    ours,
                    "Production has not run " + count(missing) + " that staging's " + ours.table() + " names: "
                            + list(missing) + "; migrations.run is to run them on a scratch copy of its overlaid rows.",
                    "");
        } else if (!undecided.isEmpty()) {
            findings.add(undecided(ours, undecided));
        } else if (!missing.isEmpty()) {
            add(
                    Level.NOTE,
                    ours,
                    "Production has not run " + count(missing) + " that staging's " + ours.table()
                            + " names, and the spec says that all are cared for.",
                    "");
        }
        List<Migration> ahead = theirs.missingIn(ours);
        if (!ahead.isEmpty()) {
            add(
                    Level.WARNING,
                    ours,
                    "Staging has not run " + count(ahead) + " that production's " + theirs.table() + " names: "
                            + list(ahead) + ".",
                    "Run them on staging before the merge, or the target is behind what is live now.");
        }
    }

    private Finding undecided(Ledger ours, List<Migration> missing) {
        String touched = drift.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        boolean touches = !drift.isEmpty();
        return new Finding(
                        touches ? Level.BLOCKER : Level.WARNING,
                        ErrorCode.MIGRATIONS_MISSING,
                        ours.table(),
                        "Production has not run " + count(missing) + " that staging's " + ours.table() + " names: "
                                + list(missing)
                                + (touches
                                        ? "; the two sides differ in overlaid tables: " + touched + "."
                                        : "; no overlaid table differs in structure, but one of them may have changed"
                                                + " rows."),
                        "The target's ledger will say that they ran, so say that their effect on production's rows is"
                                + " cared for, or name under migrations.run an executable that runs them on a scratch"
                                + " copy of these rows before they are laid over.")
                .of(ours.table())
                .decidedBy(new Decision(
                        "their effect on the overlaid rows is mapped in this spec, or not wanted", done(missing)));
    }

    /** Gives the lines that name them all; many go on several lines. */
    private static List<String> done(List<Migration> migrations) {
        List<String> lines = new ArrayList<>(List.of("migrations:"));
        StringBuilder line = new StringBuilder("  done: [");
        for (int i = 0; i < migrations.size(); i++) {
            String id = YamlText.scalar(migrations.get(i).id());
            if (line.length() + id.length() > LINE && !line.toString().endsWith("[")) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder("    ");
            }
            line.append(id).append(i + 1 < migrations.size() ? ", " : "]");
        }
        lines.add(line.toString());
        return lines;
    }

    private boolean done(Ledger ledger, Migration migration) {
        String key = ledger.kind().key(migration.id());
        return spec.migrations().done().stream()
                .anyMatch(id -> ledger.kind().key(id).equals(key));
    }

    private void idle() {
        for (String id : spec.migrations().done()) {
            boolean known = staging.all().stream().anyMatch(ledger -> ledger.has(id));
            boolean ran = production.all().stream().anyMatch(ledger -> ledger.has(id));
            if (!known || ran) {
                findings.add(new Finding(
                        Level.WARNING,
                        ErrorCode.DECISION_IDLE,
                        id,
                        "migrations.done names " + id + ", which "
                                + (ran ? "production has run." : "no ledger of staging names."),
                        "Remove it from migrations.done."));
            }
        }
    }

    private void version() {
        Optional<String> wanted = spec.migrations().version();
        if (wanted.isEmpty() || staging.all().stream().anyMatch(ledger -> ledger.isAt(wanted.get()))) {
            return;
        }
        String at = staging.all().stream()
                .map(ledger ->
                        ledger.last().map(migration -> "at " + migration).orElse("empty") + " (" + ledger.table() + ")")
                .collect(Collectors.joining(", "));
        List<Decision> ways = staging.all().stream()
                .flatMap(ledger -> ledger.last().stream())
                .map(migration -> Decision.at(
                        "the version that staging is at is the one to be deployed",
                        YamlText.scalar(migration.id()),
                        "migrations",
                        "version"))
                .toList();
        findings.add(new Finding(
                        Level.BLOCKER,
                        ErrorCode.STAGING_VERSION,
                        "migrations.version",
                        "The version " + wanted.get() + " is to be deployed, and staging's ledger is "
                                + (at.isEmpty() ? "none that dbmerge knows" : at) + ".",
                        "Migrate staging to that version and look at it once more, or mend migrations.version.")
                .decidedBy(ways.toArray(Decision[]::new)));
    }

    private static String count(List<Migration> migrations) {
        return migrations.size() + (migrations.size() == 1 ? " migration" : " migrations");
    }

    private static String list(List<Migration> migrations) {
        String shown = migrations.stream().limit(SHOWN).map(Migration::toString).collect(Collectors.joining(", "));
        return migrations.size() > SHOWN ? shown + " and " + (migrations.size() - SHOWN) + " more" : shown;
    }

    private void add(Level level, Ledger ledger, String problem, String remedy) {
        findings.add(
                new Finding(level, ErrorCode.MIGRATIONS_MISSING, ledger.table(), problem, remedy).of(ledger.table()));
    }
}
