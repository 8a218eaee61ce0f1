package dev.dbmerge.internal.cleanup;

import dev.dbmerge.internal.journal.ArchiveRecord;
import dev.dbmerge.internal.journal.Journal;
import dev.dbmerge.internal.journal.JournalReader;
import dev.dbmerge.internal.journal.RunRecord;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Connections;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.PinnedTime;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.CleanupRule.Kind;
import dev.dbmerge.spec.Limits;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A target with a journal, and a copy of it on which the plain statement shows what must come out. */
final class RuleFixture implements AutoCloseable {
    static final Instant PINNED = Instant.parse("2026-03-29T02:30:00.250Z");

    final String target;
    final Server server;
    final Session session;
    final Journal journal;
    private final String plain;
    private final List<String> given;

    RuleFixture(TestServer testServer, String... given) throws SQLException {
        target = testServer.schema("cln_target");
        plain = testServer.schema("cln_plain");
        this.given = List.of(given);
        server = new Server("target", connections(testServer), target);
        session = server.open();
        for (String schema : List.of(plain, target)) {
            session.connection().setCatalog(schema);
            for (String sql : given) {
                session.execute("set up the test", sql);
            }
        }
        RunRecord run = RunRecord.begun("run-1", "ete", "0.1", PINNED, PINNED, "staging", "production");
        journal = Journal.create(server, run);
    }

    static Connections connections(TestServer server) {
        return purpose -> server.root();
    }

    static CleanupRule rule(String sql, Limits limits) {
        Kind kind = sql.toUpperCase(Locale.ROOT).contains("UPDATE ") ? Kind.UPDATE : Kind.DELETE;
        return new CleanupRule("010-rule", Path.of("cleanup/010-rule.sql"), sql, kind, limits, CleanupRule.Scope.SET);
    }

    RuleOutcome run(String sql) {
        return run(sql, Limits.NONE);
    }

    RuleOutcome run(String sql, Limits limits) {
        return new RuleRunner(
                        session,
                        journal,
                        SchemaReader.read(session, target),
                        Set.of("ete_staging", "ete_production"),
                        PINNED)
                .run(rule(sql, limits));
    }

    /** Puts the rows back as they were given and takes the archives away; the tables stay, which saves time. */
    void reset() {
        session.execute("let go of foreign keys", "SET foreign_key_checks = 0");
        for (String schema : List.of(plain, target)) {
            for (String table : SchemaReader.read(session, schema).tables().keySet()) {
                session.execute("empty a table", "DELETE FROM " + Names.quote(schema, table));
            }
            given.stream()
                    .filter(sql -> sql.startsWith("INSERT"))
                    .forEach(sql -> session.execute("put rows back", sql));
        }
        session.execute("watch foreign keys", "SET foreign_key_checks = 1");
        for (ArchiveRecord archive : new JournalReader(session, target).archives()) {
            session.execute("drop an archive", "DROP TABLE " + Names.quote(target, archive.archiveTable()));
            journal.forgetArchive(archive.rule(), archive.table());
        }
    }

    /** Runs the statement as a person would, on the copy. */
    Map<String, List<String>> runPlain(String sql) throws SQLException {
        session.connection().setCatalog(plain);
        PinnedTime.during(session, PINNED, () -> session.execute("run the plain statement", sql));
        return rows(plain);
    }

    Map<String, List<String>> rows() throws SQLException {
        return rows(target);
    }

    private Map<String, List<String>> rows(String schema) throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : SchemaReader.read(session, schema).tables().keySet()) {
            rows.put(table, rows(schema, table, table, ""));
        }
        return rows;
    }

    /** Gives the table's rows plus what was removed and as it was before, minus as it became: what it held at first. */
    Map<String, List<String>> rowsBeforeByArchive() throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>(rows());
        for (ArchiveRecord archive : new JournalReader(session, target).archives()) {
            List<String> before = new ArrayList<>(rows.get(archive.table()));
            rows(target, archive.table(), archive.archiveTable(), " WHERE _dbmerge_image = 'after'")
                    .forEach(before::remove);
            before.addAll(rows(target, archive.table(), archive.archiveTable(), " WHERE _dbmerge_image <> 'after'"));
            before.sort(null);
            rows.put(archive.table(), before);
        }
        return rows;
    }

    private List<String> rows(String schema, String columnsOf, String table, String where) throws SQLException {
        List<String> names = SchemaReader.read(session, schema).tables().get(columnsOf).writtenColumns().stream()
                .map(RuleFixture::exact)
                .toList();
        List<String> found = new ArrayList<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT " + String.join(", ", names) + " FROM " + Names.quote(schema, table) + where)) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= names.size(); i++) {
                    byte[] bytes = rows.getBytes(i);
                    row.append(bytes == null ? "NULL" : HexFormat.of().formatHex(bytes))
                            .append(' ');
                }
                found.add(row.toString());
            }
        }
        found.sort(null);
        return found;
    }

    private static String exact(Column column) {
        String name = Names.quote(column.name());
        return switch (column.baseType()) {
            case "float", "double" -> name + " * 1e0";
            case "enum", "set" -> name + " + 0";
            default -> name;
        };
    }

    @Override
    public void close() {
        journal.close();
        session.close();
        server.close();
    }
}
