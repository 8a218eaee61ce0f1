package dev.dbmerge.internal.journal;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.ServerException;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.SchemaDataSource;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.StepResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;

/**
 * Writes what a run has done into the target.
 *
 * <p>It has a session of its own with auto-commit on, so that what it says stays when a step is rolled back. For one thread
 * at a time. Each write is one statement: a killed run leaves a journal that is true up to its last step.
 */
public final class Journal implements AutoCloseable {
    /** Flyway's history of the journal's own tables. */
    public static final String HISTORY_TABLE = Schema.JOURNAL_PREFIX + "history";

    private static final String FOLDER = "dev/dbmerge/journal";

    static final String RUN_TABLE = Schema.JOURNAL_PREFIX + "run";
    static final String STEP_TABLE = Schema.JOURNAL_PREFIX + "step";
    static final String OBJECT_TABLE = Schema.JOURNAL_PREFIX + "object";
    static final String CHUNK_TABLE = Schema.JOURNAL_PREFIX + "chunk";
    static final String ARCHIVE_TABLE = Schema.JOURNAL_PREFIX + "archive";
    private static final int OBJECTS_AT_ONCE = 500;
    private static final DateTimeFormatter DATETIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final Session session;
    private final String schema;
    private final String runId;

    private Journal(Session session, String schema, String runId) {
        this.session = session;
        this.schema = schema;
        this.runId = runId;
    }

    /**
     * Makes the journal's tables in the target's schema, which exists, and notes the run.
     *
     * @throws ServerException when the server refuses a table or goes away
     */
    public static Journal create(Server target, RunRecord run) {
        makeTables(target);
        return begin(target, run, journal -> {});
    }

    /**
     * Notes a run that goes on in a target where an earlier one stopped.
     *
     * @param kept ids of the steps whose tables may stay; what else the journal says of steps and archives is forgotten
     */
    public static Journal goOn(Server target, RunRecord run, Collection<String> kept) {
        return begin(target, run, journal -> journal.forget(kept));
    }

    /** Opens the journal of a target whose run has ended, to note what becomes of it. */
    public static Journal open(Server target, String runId) {
        return new Journal(target.open(), target.schema(), runId);
    }

    private static Journal begin(Server target, RunRecord run, Consumer<Journal> before) {
        Session session = target.open();
        try {
            Journal journal = new Journal(session, target.schema(), run.runId());
            before.accept(journal);
            journal.insert(run);
            return journal;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Archives begin with the number 1 again. */
    private void forget(Collection<String> kept) {
        String ids = Stream.concat(Stream.of(""), kept.stream())
                .map(Names::literal)
                .collect(Collectors.joining(", ", "(", ")"));
        for (String table : List.of(STEP_TABLE, CHUNK_TABLE)) {
            write("forget steps", "DELETE FROM " + table(table) + " WHERE step_id NOT IN " + ids);
        }
        write("forget what the target held", "DELETE FROM " + table(OBJECT_TABLE));
        write("forget archives", "TRUNCATE TABLE " + table(ARCHIVE_TABLE));
    }

    /** Gives the names of the journal's own tables. */
    public static List<String> tables() {
        return List.of(
                HISTORY_TABLE,
                RUN_TABLE,
                STEP_TABLE,
                CHUNK_TABLE,
                OBJECT_TABLE,
                ARCHIVE_TABLE,
                PromotionLog.EVENT_TABLE,
                PromotionLog.PROMOTION_TABLE,
                PromotionLog.MOVE_TABLE);
    }

    /** Gives the statements by which Flyway makes the journal's tables; its own history of them is not among these. */
    public static List<String> statements() {
        try (InputStream sql = Journal.class.getResourceAsStream("/" + FOLDER + "/V1__journal.sql")) {
            return List.of(new String(sql.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split(";\\s*"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeTables(Server target) {
        try (SchemaDataSource source = new SchemaDataSource(target, target.schema(), List.of())) {
            Migrations.of(source, target.schema(), HISTORY_TABLE)
                    .locations("classpath:" + FOLDER)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw refused(target, e);
        }
    }

    private static RuntimeException refused(Server target, FlywayException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sqlException) {
                return target.failure("make dbmerge's journal in " + target.schema(), sqlException);
            }
        }
        return new ServerException(
                ErrorCode.STEP,
                "dbmerge's journal cannot be made in " + target.schema() + ": "
                        + e.getMessage().strip(),
                "Drop the tables that begin with " + Schema.JOURNAL_PREFIX + ", then run again.",
                e);
    }

    private void insert(RunRecord run) {
        write(
                "note the run",
                "INSERT INTO " + table(RUN_TABLE) + " (run_id, made_as, spec, version, started_at, pinned_at, staging,"
                        + " production, production_position, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                run.runId(),
                schema,
                run.spec(),
                run.version(),
                DATETIME.format(run.startedAt()),
                DATETIME.format(run.pinnedAt()),
                run.staging(),
                run.production(),
                run.productionPosition().orElse(null),
                run.state());
    }

    /**
     * Commits something. Servers commit in the order of the binary log, so what stood there before is visible afterwards; a
     * transaction is in the log a moment before others see it.
     */
    public void pulse() {
        write(
                "wait for what the binary log has",
                "UPDATE " + table(RUN_TABLE) + " SET pulse = pulse + 1 WHERE run_id = ?",
                runId);
    }

    /** Notes production's binary log position, as it was before the overlay. */
    public void productionPosition(String position) {
        write(
                "note production's position",
                "UPDATE " + table(RUN_TABLE) + " SET production_position = ? WHERE run_id = ?",
                position,
                runId);
    }

    /** Notes what the run rested on, so that a promotion knows whether it still holds. */
    public void sources(SourceMarks marks) {
        write(
                "note what the run rests on",
                "UPDATE " + table(RUN_TABLE)
                        + " SET staging_structure = ?, production_structure = ?, production_ledger = ? WHERE run_id = ?",
                marks.staging(),
                marks.production(),
                marks.ledger(),
                runId);
        new PromotionLog(session, schema).events(marks.events());
    }

    /** Notes that a step begins; what an earlier attempt at it left is forgotten. */
    public void stepStarted(String stepId) {
        write(
                "note that " + stepId + " begins",
                "REPLACE INTO " + table(STEP_TABLE)
                        + " (step_id, state, affected, source_sum, started_at, detail) VALUES (?, ?, 0, '', ?, '')",
                stepId,
                StepRecord.RUNNING,
                now());
    }

    /** Notes by what the table of a step that runs is known again. */
    public void tableMade(String stepId, TableMarks marks) {
        write(
                "note the table of " + stepId,
                "UPDATE " + table(STEP_TABLE) + " SET basis = ?, made = ?, completed = ? WHERE step_id = ?",
                marks.basis(),
                marks.made(),
                marks.completed(),
                stepId);
    }

    /** Notes what a step did. */
    public void stepFinished(StepResult result) {
        stepFinished(result, "");
    }

    /**
     * Notes what a step did.
     *
     * @param sourceSum sum of the rows' hashes in the source, as a decimal number
     */
    public void stepFinished(StepResult result, String sourceSum) {
        write(
                "note that " + result.id() + " ended",
                "UPDATE " + table(STEP_TABLE)
                        + " SET state = ?, affected = ?, source_sum = ?, finished_at = ?, detail = ? WHERE step_id = ?",
                result.status().name(),
                result.rows(),
                sourceSum,
                now(),
                result.detail(),
                result.id());
    }

    /**
     * Gives the table that holds what a rule removes or changes in one table, and notes it in the directory.
     *
     * @return a name that no other rule or table has; the cleanup makes the table
     */
    public String archiveTable(String rule, String table) {
        write(
                "note an archive of " + table,
                "INSERT IGNORE INTO " + table(ARCHIVE_TABLE)
                        + " (rule_id, table_name, archive_table) VALUES (?, ?, '')",
                rule,
                table);
        String where = " WHERE rule_id = " + Names.literal(rule) + " AND table_name = " + Names.literal(table);
        long id = session.number("number an archive", "SELECT archive_id FROM " + table(ARCHIVE_TABLE) + where);
        String name = archiveName(id);
        write(
                "name an archive",
                "UPDATE " + table(ARCHIVE_TABLE) + " SET archive_table = ? WHERE archive_id = ?",
                name,
                id);
        return name;
    }

    /** Gives the name of the archive of a number; the first one of a run has the number 1. */
    public static String archiveName(long number) {
        return Schema.JOURNAL_PREFIX + "removed_" + number;
    }

    /** Takes an archive out of the directory, after its table was dropped. */
    public void forgetArchive(String rule, String table) {
        write(
                "forget an archive of " + table,
                "DELETE FROM " + table(ARCHIVE_TABLE) + " WHERE rule_id = ? AND table_name = ?",
                rule,
                table);
    }

    /** Notes what the target holds when the run ends. */
    public void objects(List<ObjectRecord> objects) {
        write("forget what the target held", "DELETE FROM " + table(OBJECT_TABLE));
        for (int from = 0; from < objects.size(); from += OBJECTS_AT_ONCE) {
            List<ObjectRecord> some = objects.subList(from, Math.min(objects.size(), from + OBJECTS_AT_ONCE));
            write(
                    "note what the target holds",
                    "INSERT INTO " + table(OBJECT_TABLE) + " (kind, name, form, row_count, row_sum) VALUES "
                            + String.join(", ", Collections.nCopies(some.size(), "(?, ?, ?, ?, ?)")),
                    some.stream()
                            .flatMap(object -> Stream.of(
                                    object.kind(),
                                    object.name(),
                                    object.form(),
                                    object.sum().rows(),
                                    object.sum().sum().toString()))
                            .toArray());
        }
    }

    /** Notes how the run ended, by the server's clock. */
    public void finish(Outcome outcome) {
        write(
                "note that the run ended",
                "UPDATE " + table(RUN_TABLE) + " SET state = ?, finished_at = UTC_TIMESTAMP(6) WHERE run_id = ?",
                outcome.name(),
                runId);
    }

    @Override
    public void close() {
        session.close();
    }

    private static String now() {
        return DATETIME.format(Instant.now());
    }

    private String table(String name) {
        return Names.quote(schema, name);
    }

    private void write(String doing, String sql, Object... bindings) {
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            for (int i = 0; i < bindings.length; i++) {
                statement.setObject(i + 1, bindings[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }
}
