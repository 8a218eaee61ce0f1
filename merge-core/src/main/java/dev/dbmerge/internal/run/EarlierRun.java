package dev.dbmerge.internal.run;

import dev.dbmerge.internal.journal.JournalReader;
import dev.dbmerge.internal.journal.RunRecord;
import dev.dbmerge.internal.journal.StepRecord;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.Outcome;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An earlier run of the same merge that ended before the target was judged: killed, interrupted, or stopped by an error.
 *
 * @param run empty where there is none
 * @param steps by their ids, what its journal says of them
 */
record EarlierRun(Optional<RunRecord> run, Map<String, StepRecord> steps) {
    /** Nothing to go on with. */
    static final EarlierRun NONE = new EarlierRun(Optional.empty(), Map.of());

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    EarlierRun {
        steps = Map.copyOf(steps);
    }

    /**
     * Looks for one in the target.
     *
     * @param now the run that begins; one of another spec, version or source is not the same merge
     * @param statements those by which it makes the database
     */
    static EarlierRun find(Session target, RunRecord now, TargetStatements statements) {
        String schema = target.server().schema();
        JournalReader journal = new JournalReader(target, schema);
        if (!SchemaReader.exists(target, schema) || !journal.notesChunks() || !journal.madeByDbmerge()) {
            return NONE;
        }
        Optional<RunRecord> run = journal.run()
                .filter(before -> before.outcome()
                        .filter(outcome -> outcome != Outcome.FAILED)
                        .isEmpty())
                .filter(before -> before.spec().equals(now.spec())
                        && before.version().equals(now.version())
                        && before.staging().equals(now.staging())
                        && before.production().equals(now.production()));
        if (run.isEmpty() || !statements.collation().equals(collation(target, schema))) {
            return NONE;
        }
        return new EarlierRun(
                run, journal.steps().stream().collect(Collectors.toMap(StepRecord::id, Function.identity())));
    }

    private static String collation(Session target, String schema) {
        return target.fetchPlain(
                        "read the collation of " + schema,
                        "SELECT DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = "
                                + Names.literal(schema))
                .get(0, String.class);
    }

    /** Tells whether there is one. */
    boolean there() {
        return run.isPresent();
    }

    /** Gives what it did of a step. */
    Optional<StepRecord> step(String id) {
        return Optional.ofNullable(steps.get(id));
    }

    /** Says which one it is. */
    String title() {
        return "the run of " + TIME.format(run.orElseThrow().startedAt());
    }
}
