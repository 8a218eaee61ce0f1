package dev.dbmerge.internal.journal;

import dev.dbmerge.internal.journal.ReturnTerms.Treatment;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Step.CodeKind;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Notes in the database that keeps the former tables what it takes to swap them back; a later run drops the target's journal, and
 * this stays.
 *
 * <p>Each write is committed by itself. The session must hold no table locks.
 */
public final class KeptLog {
    private static final String KEPT = Schema.JOURNAL_PREFIX + "kept";
    private static final String TABLES = KEPT + "_table";
    private static final String COLUMNS = KEPT + "_column";
    private static final String CODE = KEPT + "_code";
    private static final String END =
            ") ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

    private final Session session;
    private final String schema;

    /** Makes it for a database that keeps tables, or is to. */
    public KeptLog(Session session, String schema) {
        this.session = session;
        this.schema = schema;
    }

    /** Makes its tables and notes a swap that is about to happen. */
    public void begin(KeptRecord record) {
        make(
                KEPT,
                "promotion_id VARCHAR(64) NOT NULL PRIMARY KEY, run_id VARCHAR(64) NOT NULL, spec VARCHAR(255) NOT NULL,"
                        + " live VARCHAR(64) NOT NULL, target VARCHAR(64) NOT NULL, kind VARCHAR(16) NOT NULL,"
                        + " position VARCHAR(600) NOT NULL, noted_at DATETIME(6) NOT NULL");
        make(
                TABLES,
                "name VARCHAR(64) NOT NULL PRIMARY KEY, form VARCHAR(64) NOT NULL, treatment VARCHAR(16) NOT NULL,"
                        + " why TEXT NOT NULL");
        make(COLUMNS, "table_name VARCHAR(64) NOT NULL, name VARCHAR(64) NOT NULL, PRIMARY KEY (table_name, name)");
        make(
                CODE,
                "kind VARCHAR(16) NOT NULL, name VARCHAR(80) NOT NULL, stays TINYINT NOT NULL, status VARCHAR(32) NOT NULL,"
                        + " PRIMARY KEY (kind, name)");
        write(
                "INSERT INTO " + table(KEPT) + " VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))",
                record.promotionId(),
                record.runId(),
                record.spec(),
                record.live(),
                record.target(),
                record.kind().name(),
                record.position());
    }

    private void make(String name, String columns) {
        session.execute("make dbmerge's record in " + schema, "CREATE TABLE " + table(name) + " (" + columns + END);
    }

    /** Notes a later position, and that the swap comes now. */
    public void position(String position) {
        write("UPDATE " + table(KEPT) + " SET position = ?, noted_at = UTC_TIMESTAMP(6)", position);
    }

    /** Notes what may be carried back, in place of what was noted before. */
    public void tables(List<ReturnTerms> terms) {
        write("DELETE FROM " + table(COLUMNS));
        write("DELETE FROM " + table(TABLES));
        for (ReturnTerms one : terms) {
            write(
                    "INSERT INTO " + table(TABLES) + " VALUES (?, ?, ?, ?)",
                    one.name(),
                    one.form(),
                    one.treatment().name(),
                    one.why());
            one.columns()
                    .forEach(column -> write("INSERT INTO " + table(COLUMNS) + " VALUES (?, ?)", one.name(), column));
        }
    }

    /** Notes the stored code that was live. */
    public void code(List<KeptCode> code) {
        code.forEach(one -> write(
                "INSERT INTO " + table(CODE) + " VALUES (?, ?, ?, ?)",
                one.kind().name(),
                one.name(),
                one.stays() ? 1 : 0,
                one.status()));
    }

    /** Gives what may be carried back, by the names of tables. */
    public Map<String, ReturnTerms> tables() {
        Map<String, List<String>> columns = new TreeMap<>();
        session.fetch("read the record of " + schema, "SELECT table_name, name FROM " + table(COLUMNS))
                .forEach(row -> columns.computeIfAbsent(row.get(0, String.class), name -> new ArrayList<>())
                        .add(row.get(1, String.class)));
        Map<String, ReturnTerms> terms = new TreeMap<>();
        session.fetch("read the record of " + schema, "SELECT name, form, treatment, why FROM " + table(TABLES))
                .forEach(row -> terms.put(
                        row.get(0, String.class),
                        new ReturnTerms(
                                row.get(0, String.class),
                                row.get(1, String.class),
                                Treatment.valueOf(row.get(2, String.class)),
                                columns.getOrDefault(row.get(0, String.class), List.of()),
                                row.get(3, String.class))));
        return terms;
    }

    /** Gives the stored code that was live. */
    public List<KeptCode> code() {
        return session.fetch("read the record of " + schema, "SELECT kind, name, stays, status FROM " + table(CODE))
                .map(row -> new KeptCode(
                        CodeKind.valueOf(row.get(0, String.class)),
                        row.get(1, String.class),
                        row.get(2, Integer.class) != 0,
                        row.get(3, String.class)));
    }

    /** Gives what the databases say that keep tables of a live one, the latest first. */
    public static List<KeptRecord> of(Session session, String live) {
        List<KeptRecord> records = new ArrayList<>();
        for (String database : having(session, live, KEPT)) {
            new KeptLog(session, database)
                    .record()
                    .filter(found -> found.live().equalsIgnoreCase(live))
                    .ifPresent(records::add);
        }
        records.sort(Comparator.comparing(KeptRecord::notedAt).reversed());
        return records;
    }

    /** Gives the databases that keep tables of a live one and have a journal of a rollback. */
    public static List<String> journals(Session session, String live) {
        return having(session, live, PromotionLog.PROMOTION_TABLE);
    }

    private static List<String> having(Session session, String live, String table) {
        return session.fetch(
                        "look for databases that keep the former tables of " + live,
                        "SELECT TABLE_SCHEMA FROM information_schema.TABLES WHERE TABLE_NAME = ?"
                                + " AND LOWER(LEFT(TABLE_SCHEMA, CHAR_LENGTH(?))) = LOWER(?) ORDER BY TABLE_SCHEMA",
                        table,
                        live + "_old_",
                        live + "_old_")
                .map(row -> row.get(0, String.class));
    }

    private Optional<KeptRecord> record() {
        return session
                .fetch(
                        "read the record of " + schema,
                        "SELECT promotion_id, run_id, spec, live, target, kind, position, CAST(noted_at AS CHAR) FROM "
                                + table(KEPT))
                .stream()
                .findFirst()
                .map(row -> new KeptRecord(
                        schema,
                        row.get(0, String.class),
                        row.get(1, String.class),
                        row.get(2, String.class),
                        row.get(3, String.class),
                        row.get(4, String.class),
                        KeptRecord.Kind.valueOf(row.get(5, String.class)),
                        row.get(6, String.class),
                        row.get(7, String.class)));
    }

    private String table(String name) {
        return Names.quote(schema, name);
    }

    private void write(String sql, Object... bindings) {
        String doing = "note in " + schema + " what a rollback needs";
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
