package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.Script;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.SqlScript;
import dev.dbmerge.internal.sql.SqlScript.Statement;
import dev.dbmerge.internal.sql.SqlTextException;
import dev.dbmerge.internal.sql.Token;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Runs the statements of a case that put rows into its tables. */
final class CaseScript {
    private static final Set<String> ROWS = Set.of("INSERT", "REPLACE", "UPDATE", "DELETE", "SET", "WITH");

    private CaseScript() {}

    /** Gives the tables whose names stand in the script. */
    static List<Table> tables(Schema schema, Script script) {
        return statements(script).stream()
                .flatMap(statement -> statement.tokens().stream())
                .filter(Token::isName)
                .flatMap(token -> schema.table(token.name()).stream())
                .distinct()
                .toList();
    }

    /**
     * Runs the statements with the schema as the session's default database.
     *
     * @throws BrokenCaseException when one does anything else than change rows, or the server refuses it
     */
    static void run(Session session, Schema schema, Script script) {
        List<Statement> statements = statements(script);
        try {
            String before = session.connection().getCatalog();
            // A statement of Connector/J goes back to the database that was in use when it was made.
            session.connection().setCatalog(schema.name());
            try (java.sql.Statement jdbc = session.connection().createStatement()) {
                jdbc.setEscapeProcessing(false);
                for (Statement statement : statements) {
                    refuseOthers(script, statement);
                    run(session, jdbc, script, statement);
                }
            }
            session.connection().setCatalog(before);
        } catch (SQLException e) {
            throw session.failure("run statements of a case", e);
        }
    }

    private static void run(Session session, java.sql.Statement jdbc, Script script, Statement statement) {
        try {
            jdbc.execute(statement.sql());
        } catch (SQLException e) {
            MergeException failure = session.failure("run a statement of a case", e);
            if (failure.code() != ErrorCode.STEP) {
                throw failure;
            }
            throw new BrokenCaseException(
                    at(script, statement.start()),
                    "The server refuses this statement: " + e.getMessage().replaceAll("\\s+", " ") + ". Mend it.");
        }
    }

    private static void refuseOthers(Script script, Statement statement) {
        String first = statement.tokens().get(0).text().toUpperCase(Locale.ROOT);
        if (!ROWS.contains(first)) {
            throw new BrokenCaseException(
                    at(script, statement.start()),
                    "A case of a rule, an overlay or a check has the spec's tables, so its statements only write rows, and "
                            + first + " does not. Leave it out, or write a case of the whole merge.");
        }
    }

    private static List<Statement> statements(Script script) {
        try {
            return SqlScript.statements(script.sql());
        } catch (SqlTextException e) {
            throw new BrokenCaseException(at(script, e.offset()), "This is not SQL: " + e.getMessage() + ". Mend it.");
        }
    }

    static Position at(Script script, int offset) {
        String before = script.sql().substring(0, offset);
        int lines = (int) before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        Position start = script.at();
        return lines == 0
                ? new Position(start.file(), start.line(), start.column() + column - 1)
                : new Position(start.file(), start.line() + lines, column);
    }
}
