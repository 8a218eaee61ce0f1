package dev.dbmerge.internal.backup;

import com.mysql.cj.jdbc.JdbcStatement;
import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.copy.BatchInserter;
import dev.dbmerge.internal.copy.LoadDataCopier;
import dev.dbmerge.internal.copy.LocalInfile;
import dev.dbmerge.internal.copy.TextRows;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.copy.WriterMode;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Crew;
import dev.dbmerge.internal.server.Session;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Loads one table's rows by the statements that stand beside them.
 *
 * <p>Where LOAD DATA LOCAL is not allowed, or takes long values badly, the same text goes in by INSERTs.
 */
final class LoadedTable implements Crew.Job<Session> {
    private final Table table;
    private final Path script;
    private boolean taken;
    private boolean done;

    LoadedTable(Table table, Path script) {
        this.table = table;
        this.script = script;
    }

    @Override
    public synchronized Optional<Crew.Piece<Session>> next() {
        if (taken) {
            return Optional.empty();
        }
        taken = true;
        return Optional.of(this::load);
    }

    private void load(Session session) {
        try {
            String text = Files.readString(script);
            Transfer transfer = Transfer.whole(Relation.of(session.server().schema(), table));
            boolean inserted = LoadDataCopier.unfit(transfer, session.server().version())
                    || !LocalInfile.refusal(session).isEmpty();
            // With sql_log_bin off, MySQL 9.7.4 takes statements for one transaction and warns that it mixes engines.
            session.execute("end a transaction", "COMMIT");
            String answer;
            try (InputStream rows = rows()) {
                answer = session.in(
                        session.server().schema(),
                        () -> inserted ? inserted(session, transfer, rows) : loaded(session, rows));
            }
            String expected = text.lines().findFirst().orElse("");
            if (!expected.equals("-- " + answer)) {
                throw new MergeException(
                        ErrorCode.BACKUP_PROOF,
                        "The rows of " + table.name() + " are otherwise after they were loaded: the server answers "
                                + answer + ", expected was " + expected.replaceFirst("^-- ", "") + ".",
                        "Back up again; should it come again, tell the maintainers what the table looks like.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end();
        }
    }

    private synchronized void end() {
        done = true;
    }

    private InputStream rows() throws IOException {
        return new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file()), 64 * 1024), 64 * 1024);
    }

    private Path file() {
        String name = script.getFileName().toString();
        String stem = name.substring(0, name.length() - RowsScript.SCRIPT.length());
        return script.resolveSibling(stem + RowsScript.ROWS);
    }

    /** Runs the script; gives what its last statement answers. */
    private String loaded(Session session, InputStream rows) {
        StringBuilder answer = new StringBuilder();
        try {
            SqlScript.read(script, bytes -> {
                String sql = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                answer.setLength(0);
                answer.append(run(session, sql, rows));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toString();
    }

    private String run(Session session, String sql, InputStream rows) {
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            if (sql.startsWith("LOAD DATA")) {
                statement.unwrap(JdbcStatement.class).setLocalInfileInputStream(rows);
            }
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet answer = statement.getResultSet()) {
                answer.next();
                return answer.getString(1);
            }
        } catch (SQLException e) {
            throw session.failure("load rows into " + table.name(), e);
        }
    }

    private String inserted(Session session, Transfer transfer, InputStream rows) {
        session.execute("let children come before parents", "SET SESSION foreign_key_checks = 0");
        WriterMode.set(session);
        session.begin();
        try {
            long count = new BatchInserter(session).insert(transfer, new TextRows(rows), progress -> {});
            session.commit();
            return count + " rows, 0 warnings";
        } catch (SQLException e) {
            throw session.failure("insert rows into " + table.name(), e);
        }
    }

    @Override
    public synchronized boolean done() {
        return done;
    }

    @Override
    public long size() {
        try {
            return Files.size(file());
        } catch (IOException e) {
            return 0;
        }
    }
}
