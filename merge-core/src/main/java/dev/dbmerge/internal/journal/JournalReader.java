package dev.dbmerge.internal.journal;

import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.Outcome;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/** Reads what journals say, of the databases that have one. */
public final class JournalReader {
    private static final String RUN_COLUMNS =
            "run_id, made_as, spec, version, staging, production, production_position, state, " + instant("started_at")
                    + ", " + instant("pinned_at") + ", " + instant("finished_at");
    private static final String STEP_COLUMNS = "step_id, state, affected, source_sum, detail, basis, made, completed, "
            + instant("started_at") + ", " + instant("finished_at");

    private final Session session;
    private final String schema;

    public JournalReader(Session session, String schema) {
        this.session = session;
        this.schema = schema;
    }

    /** Gives the run that made the database; empty where it has no journal, also where it does not exist. */
    public Optional<RunRecord> run() {
        return latestRun().map(JournalReader::runOf);
    }

    /** Gives what the run rested on; empty texts where it was not noted. */
    public SourceMarks sources() {
        Record row = rows(
                        Journal.RUN_TABLE,
                        "staging_structure, production_structure, production_ledger",
                        "started_at DESC LIMIT 1")
                .get(0);
        return new SourceMarks(
                row.get(0, String.class),
                row.get(1, String.class),
                row.get(2, String.class),
                new PromotionLog(session, schema).events());
    }

    /** Gives the steps in the order in which they began. */
    public List<StepRecord> steps() {
        return rows(Journal.STEP_TABLE, STEP_COLUMNS, "started_at, step_id").stream()
                .map(JournalReader::stepOf)
                .toList();
    }

    /** Gives what the database held when its run ended; nothing where that was not noted. */
    public List<ObjectRecord> objects() {
        return rows(Journal.OBJECT_TABLE, "kind, name, form, row_count, row_sum", "kind, name").stream()
                .map(row -> new ObjectRecord(
                        row.get("kind", String.class),
                        row.get("name", String.class),
                        row.get("form", String.class),
                        new RowSum(row.get("row_count", Long.class), new BigInteger(row.get("row_sum", String.class)))))
                .toList();
    }

    /** Gives the archives in the order in which they were made. */
    public List<ArchiveRecord> archives() {
        return rows(Journal.ARCHIVE_TABLE, "rule_id, table_name, archive_table", "archive_id").stream()
                .map(row -> new ArchiveRecord(
                        row.get("rule_id", String.class),
                        row.get("table_name", String.class),
                        row.get("archive_table", String.class)))
                .toList();
    }

    /**
     * Tells whether a run made the database under this name and nobody used it since, so that it may be dropped and made anew.
     *
     * <p>A copy of such a database under another name is not one; {@link #useSince} says why another is not.
     */
    public boolean madeByDbmerge() {
        return latestRun()
                .filter(row -> row.get("made_as", String.class).equalsIgnoreCase(schema))
                .map(row -> useSince().isEmpty())
                .orElse(false);
    }

    /**
     * Tells what happened to the database after its run ended, as far as the server knows: a table that was made or written.
     *
     * @return a clause such as {@code users was written at 2026-11-23 16:40:12 UTC, after the run ended}
     */
    public Optional<String> useSince() {
        return run().flatMap(RunRecord::finishedAt).map(this::orPromotion).flatMap(this::useAfter);
    }

    /** A promotion that was undone had caught the target up after its run. */
    private Instant orPromotion(Instant finishedAt) {
        return rows(PromotionLog.PROMOTION_TABLE, instant("ended_at"), "ended_at DESC LIMIT 1").stream()
                .findFirst()
                .flatMap(row -> instant(row, "ended_at_text"))
                .filter(finishedAt::isBefore)
                .orElse(finishedAt);
    }

    private Optional<String> useAfter(Instant finishedAt) {
        // The catalogue's times have whole seconds. An ALTER, too, sets create_time.
        String sql =
                "SELECT table_name, create_time > f, CAST(GREATEST(create_time, COALESCE(update_time, create_time)) AS CHAR)"
                        + " FROM information_schema.tables, (SELECT CAST(? AS DATETIME) + INTERVAL 1 SECOND AS f) AS run"
                        + " WHERE table_schema = ? AND table_type = 'BASE TABLE' AND (create_time > f OR update_time > f)"
                        + " ORDER BY table_name";
        String ended = finishedAt.toString().replace('T', ' ').replace("Z", "");
        return session.fetch("see who used " + schema, sql, ended, schema).stream()
                .filter(row -> !row.get(0, String.class).startsWith(Schema.JOURNAL_PREFIX))
                .findFirst()
                .map(row -> row.get(0, String.class)
                        + (row.get(1, Long.class) == 1 ? " was made or altered at " : " was written at ")
                        + row.get(2, String.class) + " UTC, after the run ended");
    }

    /** Tells whether the journal notes ranges; one that an older dbmerge made, or that was being made, does not. */
    public boolean notesChunks() {
        return Journal.tables().stream().allMatch(this::there);
    }

    private Optional<? extends Record> latestRun() {
        return rows(Journal.RUN_TABLE, RUN_COLUMNS, "started_at DESC LIMIT 1").stream()
                .findFirst();
    }

    private List<? extends Record> rows(String table, String columns, String order) {
        if (!there(table)) {
            return List.of();
        }
        return session.fetch(
                "read dbmerge's journal in " + schema,
                "SELECT " + columns + " FROM " + Names.quote(schema, table) + " ORDER BY " + order);
    }

    private boolean there(String table) {
        return !session.fetch(
                        "look for dbmerge's journal in " + schema,
                        "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?",
                        schema,
                        table)
                .isEmpty();
    }

    private static RunRecord runOf(Record row) {
        String state = row.get("state", String.class);
        return new RunRecord(
                row.get("run_id", String.class),
                row.get("spec", String.class),
                row.get("version", String.class),
                instant(row, "started_at_text").orElseThrow(),
                instant(row, "pinned_at_text").orElseThrow(),
                row.get("staging", String.class),
                row.get("production", String.class),
                Optional.ofNullable(row.get("production_position", String.class)),
                state.equals(RunRecord.BUILDING) ? Optional.empty() : Optional.of(Outcome.valueOf(state)),
                instant(row, "finished_at_text"));
    }

    private static StepRecord stepOf(Record row) {
        return new StepRecord(
                row.get("step_id", String.class),
                row.get("state", String.class),
                row.get("affected", Long.class),
                row.get("source_sum", String.class),
                instant(row, "started_at_text").orElseThrow(),
                instant(row, "finished_at_text"),
                row.get("detail", String.class),
                new TableMarks(
                        row.get("basis", String.class),
                        row.get("made", String.class),
                        row.get("completed", String.class)));
    }

    private static Optional<Instant> instant(Record row, String column) {
        return Optional.ofNullable(row.get(column, String.class)).map(Instant::parse);
    }

    /** As text, because the driver would take a DATETIME for one of the JVM's time zone. */
    private static String instant(String column) {
        return "DATE_FORMAT(" + column + ", '%Y-%m-%dT%H:%i:%s.%fZ') AS " + column + "_text";
    }
}
