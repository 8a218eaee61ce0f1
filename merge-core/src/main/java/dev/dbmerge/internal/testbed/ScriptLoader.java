package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.SqlModes;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.SqlScript;
import dev.dbmerge.internal.sql.SqlScript.Statement;
import dev.dbmerge.internal.sql.SqlTextException;
import dev.dbmerge.internal.sql.Token;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Runs a file of statements in an empty database, its collations in the words of the server. */
final class ScriptLoader {
    private static final Set<String> DATABASE = Set.of("CREATE", "DROP", "ALTER");

    private final Session session;
    private final String schema;
    private final Path file;
    private final Collations collations;

    /**
     * Makes the loader.
     *
     * @param session used for nothing else, since statements may change its settings
     */
    ScriptLoader(Session session, String schema, Path file) {
        this.session = session;
        this.schema = schema;
        this.file = file;
        this.collations = Collations.of(session);
    }

    /**
     * Runs every statement.
     *
     * @throws MergeException at the first that the server refuses or that leaves the database
     */
    void load(String text) {
        session.execute("use the database " + schema, "USE " + Names.quote(schema));
        session.execute("let tables be made in any order", "SET SESSION foreign_key_checks = 0");
        for (Statement statement : statements(text)) {
            refuseOtherDatabase(text, statement);
            run(text, statement);
        }
    }

    private List<Statement> statements(String text) {
        try {
            return SqlScript.statements(text);
        } catch (SqlTextException e) {
            throw new MergeException(
                    ErrorCode.STEP,
                    "The structure is not SQL: " + e.getMessage() + ".",
                    "Mend the file, then run again.",
                    at(text, e.offset()),
                    e);
        }
    }

    private void refuseOtherDatabase(String text, Statement statement) {
        List<Token> tokens = statement.tokens();
        boolean leaves = tokens.get(0).is("USE");
        boolean makes = tokens.size() > 1
                && DATABASE.contains(tokens.get(0).text().toUpperCase(Locale.ROOT))
                && (tokens.get(1).is("DATABASE") || tokens.get(1).is("SCHEMA"));
        if (leaves || makes) {
            throw new MergeException(
                    ErrorCode.STEP,
                    "The structure speaks of a database of its own ("
                            + tokens.get(0).upper()
                            + (makes ? " " + tokens.get(1).upper() : "")
                            + "), but it is made in a database that the test chooses.",
                    "Leave the statement out; mysqldump writes none without --databases.",
                    at(text, statement.start()),
                    null);
        }
    }

    private void run(String text, Statement statement) {
        try {
            session.execute("make the structure", spelled(statement));
        } catch (MergeException e) {
            if (e.code() != ErrorCode.STEP) {
                throw e;
            }
            throw new MergeException(
                    e.code(), e.problem(), "Mend the file, then run again.", at(text, statement.start()), e);
        }
    }

    /** A mode that a later server dropped, such as NO_AUTO_CREATE_USER, is left out. */
    private String spelled(Statement statement) {
        List<Token> tokens = statement.tokens();
        boolean mode =
                tokens.size() == 4 && tokens.get(0).is("SET") && tokens.get(1).is("sql_mode");
        if (mode && tokens.get(3).kind() == Token.Kind.STRING) {
            String modes = tokens.get(3).text().replaceAll("^.|.$", "");
            return "SET sql_mode = '" + SqlModes.known(modes, session.server().version()) + "'";
        }
        return collations.respell(statement.sql());
    }

    private Position at(String text, int offset) {
        String before = text.substring(0, offset);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Position(file, line, before.length() - before.lastIndexOf('\n'));
    }
}
