package dev.dbmerge.internal.dump;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.dump.StatementReader.Statement;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.SqlModes;
import dev.dbmerge.internal.server.Connections.Purpose;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.SqlTextException;
import dev.dbmerge.internal.sql.Token;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Loads files of a dump in one session of its own, whose settings are the dump's.
 *
 * <p>Only statements that make the dumped database run. A value that the server would change stops it. Used by one thread at a time.
 */
final class DumpLoader implements AutoCloseable {
    /** Dates and ENUMs that a strict mode refuses are told from changed values by the server's warnings. */
    private static final String ROW_MODE = "NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES";

    private static final int COMMIT_BYTES = 32 << 20;

    private final String role;
    private final Server server;
    private final DumpFacts facts;
    private final String schema;
    private final Session session;
    private final Collations collations;
    private final RowWarnings warnings;
    private boolean rowMode;
    private long uncommitted;
    private Optional<String> current;

    /**
     * Opens a session.
     *
     * @param server whose schema is the database to fill
     * @param facts what the files say, shared by all loaders of a dump
     */
    DumpLoader(String role, Server server, DumpFacts facts) {
        this.role = role;
        this.server = server;
        this.facts = facts;
        this.current = facts.folderSchema();
        this.session = server.open(Purpose.SCRIPT);
        this.schema = Names.quote(DumpStatement.bytes(server.schema()));
        this.collations = Collations.of(session);
        this.warnings = new RowWarnings(session);
        boolean mariadb = server.version().product() == Product.MARIADB;
        session.execute(
                "prepare a session",
                "SET NAMES utf8mb4, SESSION foreign_key_checks = 0, SESSION max_error_count = 65535"
                        // MariaDB tells of duplicates at the end of a transaction only, by a number without a name.
                        + (mariadb ? "" : ", SESSION unique_checks = 0"));
        session.execute("use " + server.schema(), "USE " + schema);
        session.execute("prepare a session", "SET autocommit = 0");
    }

    /**
     * Loads a file.
     *
     * @throws MergeException at the first statement that the server refuses, that changes a value or that leaves the database; its place
     *     is in the file
     */
    void load(Path file) {
        DumpFacts.FileFacts about = facts.begin(file);
        try (InputStream in = DumpInput.open(file, facts::read)) {
            StatementReader reader = new StatementReader(file, in, about::comment);
            for (Optional<Statement> next = reader.next(); next.isPresent(); next = reader.next()) {
                run(file, about, next.get());
            }
            leaveRows();
            session.execute("commit", "COMMIT");
        } catch (IOException e) {
            throw DumpInput.unreadable(file, e);
        }
        about.end();
    }

    private void run(Path file, DumpFacts.FileFacts said, Statement statement) {
        DumpStatement about = parsed(file, statement);
        switch (about.kind()) {
            case USE, DATABASE -> enter(file, statement, about);
            case NOTHING -> {}
            case SETTING -> {
                said.setting(about.tokens());
                leaveRows();
                execute(file, statement, "apply a setting", setting(about));
            }
            case FOREIGN -> {
                if (here(file, statement)) {
                    throw foreign(file, statement, about.head() + ", which makes no part of a database");
                }
            }
            default -> {
                if (here(file, statement)) {
                    refuseOther(file, statement, about);
                    if (about.kind() == DumpStatement.Kind.ROWS) {
                        rows(file, said, statement, about);
                    } else {
                        structure(file, statement, about);
                    }
                }
            }
        }
    }

    private DumpStatement parsed(Path file, Statement statement) {
        try {
            return DumpStatement.of(statement.sql());
        } catch (SqlTextException e) {
            throw new MergeException(
                    ErrorCode.DUMP_FILE,
                    "A statement of the dump is not SQL: " + e.getMessage() + ".",
                    "Name a file of mysqldump or mariadb-dump, or a folder of mydumper.",
                    at(file, statement),
                    e);
        }
    }

    /** Tells whether statements are about the database that is wanted. */
    private boolean here(Path file, Statement statement) {
        if (current.isEmpty()
                && facts.wanted().isPresent()
                && facts.host().isPresent()
                && !facts.host().equals(facts.wanted())) {
            throw new MergeException(
                    ErrorCode.DUMP_FILE,
                    "The dump is one of " + facts.host().get() + ", not of "
                            + facts.wanted().get() + ".",
                    "Name another dump, or leave out schema: beside dump: under " + role + ".",
                    at(file, statement),
                    null);
        }
        return current.isEmpty() || facts.wanted().isEmpty() || current.equals(facts.wanted());
    }

    private void enter(Path file, Statement statement, DumpStatement about) {
        String named = about.name().orElse("");
        if (facts.wanted().isEmpty()
                && current.isPresent()
                && !current.get().equals(named)
                && facts.folderSchema().isEmpty()) {
            throw new MergeException(
                    ErrorCode.DUMP_FILE,
                    "The dump holds more than one database: " + current.get() + ", and here " + named + ".",
                    "Say which by schema: beside dump: under " + role + ".",
                    at(file, statement),
                    null);
        }
        current = Optional.of(named);
        if (here(file, statement)) {
            facts.source(named);
            if (about.kind() == DumpStatement.Kind.DATABASE) {
                defaults(file, statement, about);
            }
        }
    }

    /** The scratch database takes the defaults of the one that was dumped. */
    private void defaults(Path file, Statement statement, DumpStatement about) {
        List<Token> tokens = about.tokens();
        String charset = "";
        String collation = "";
        for (int i = 0; i + 1 < tokens.size(); i++) {
            int value = tokens.get(i + 1).is('=') && i + 2 < tokens.size() ? i + 2 : i + 1;
            if (tokens.get(i).is("SET") || tokens.get(i).is("CHARSET")) {
                charset = tokens.get(value).name();
            } else if (tokens.get(i).is("COLLATE")) {
                collation = tokens.get(value).name();
            }
        }
        if (!charset.isEmpty() || !collation.isEmpty()) {
            facts.defaultsKnown();
            leaveRows();
            facts.used(collations, collation);
            execute(
                    file,
                    statement,
                    "set the defaults of " + server.schema(),
                    "ALTER DATABASE " + schema
                            + (charset.isEmpty() ? "" : " CHARACTER SET " + collations.charset(charset))
                            + (collation.isEmpty() ? "" : " COLLATE " + collations.collation(collation)));
        }
    }

    private void refuseOther(Path file, Statement statement, DumpStatement about) {
        Optional<String> database = about.database();
        if (database.isPresent() && !database.equals(facts.source()) && !database.equals(current)) {
            throw foreign(file, statement, about.head() + " for another database, " + database.get());
        }
    }

    private MergeException foreign(Path file, Statement statement, String what) {
        return new MergeException(
                ErrorCode.DUMP_FILE,
                "The dump holds " + what + ".",
                "Dump one database by mysqldump, mariadb-dump or mydumper, and load the dump as it is.",
                at(file, statement),
                null);
    }

    private void rows(Path file, DumpFacts.FileFacts said, Statement statement, DumpStatement rows) {
        said.rows();
        enterRows();
        String table = rows.name().orElseThrow();
        String sql = rows.sql(facts.source(), server.schema());
        long count = execute(file, statement, "insert rows of " + table, sql);
        Optional<String> changed = warnings.refusal(table);
        if (changed.isPresent()) {
            throw new MergeException(
                    ErrorCode.COPY_WARNING,
                    "A value of the dump's " + table + " was changed while it was stored: " + changed.get() + ".",
                    "Dump with the character set that the rows are in, from a server of the target's kind.",
                    at(file, statement),
                    null);
        }
        facts.rows(count, warnings.enumZeros());
        uncommitted += sql.length();
        if (uncommitted > COMMIT_BYTES) {
            uncommitted = 0;
            session.execute("commit", "COMMIT");
        }
    }

    private void structure(Path file, Statement statement, DumpStatement about) {
        leaveRows();
        if (about.kind() == DumpStatement.Kind.ALTER_DATABASE) {
            defaults(file, statement, about);
            return;
        }
        if (about.enabledEvent()) {
            facts.event(about.name().orElse(""));
        }
        noteCollations(about.tokens());
        String sql = collations.respell(about.sql(facts.source(), server.schema()));
        execute(file, statement, "make " + about.name().orElse("what the dump holds"), sql);
    }

    private void noteCollations(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            Token before = tokens.get(tokens.get(i - 1).is('=') && i > 1 ? i - 2 : i - 1);
            if (before.is("COLLATE")
                    && tokens.get(i).kind() == Token.Kind.WORD
                    && !tokens.get(i).is("binary")) {
                facts.used(collations, tokens.get(i).text());
            }
        }
    }

    /** A mode that a later server dropped, such as NO_AUTO_CREATE_USER, is left out. */
    private String setting(DumpStatement about) {
        String sql = about.sql(Optional.empty(), server.schema());
        StringBuilder text = new StringBuilder();
        int end = 0;
        List<Token> tokens = about.tokens();
        for (int i = 2; i < tokens.size(); i++) {
            boolean mode = tokens.get(i).kind() == Token.Kind.STRING
                    && tokens.get(i - 1).is('=')
                    && tokens.get(i - 2).upper().endsWith("SQL_MODE");
            if (mode) {
                String modes = tokens.get(i).text().replaceAll("^.|.$", "").toUpperCase(Locale.ROOT);
                text.append(sql, end, tokens.get(i).start());
                text.append('\'')
                        .append(SqlModes.known(modes, server.version()))
                        .append('\'');
                end = tokens.get(i).end();
            }
        }
        return collations.respell(text.append(sql.substring(end)).toString());
    }

    private void enterRows() {
        if (!rowMode) {
            session.execute(
                    "prepare for rows",
                    "SET @_dbmerge_mode = @@SESSION.sql_mode, SESSION sql_mode = '" + ROW_MODE + "'");
            rowMode = true;
        }
    }

    private void leaveRows() {
        if (rowMode) {
            session.execute("end rows", "SET SESSION sql_mode = @_dbmerge_mode");
            rowMode = false;
            uncommitted = 0;
        }
    }

    private long execute(Path file, Statement statement, String doing, String sql) {
        try {
            return session.execute(doing, sql);
        } catch (MergeException e) {
            if (e.code() != ErrorCode.STEP && e.code() != ErrorCode.PRIVILEGE) {
                throw e;
            }
            throw new MergeException(
                    e.code() == ErrorCode.STEP ? ErrorCode.DUMP : e.code(),
                    withoutRows(e.problem()),
                    remedy(e),
                    at(file, statement),
                    e);
        }
    }

    private String remedy(MergeException e) {
        if (e.problem().contains("max_allowed_packet") || e.problem().contains("Packet for query is too large")) {
            return "SET GLOBAL max_allowed_packet = 1073741824 on the target's server, then run again.";
        }
        if (e.problem().contains("(3105)")) {
            return "Dump by mysqldump, which leaves generated columns out, or name the source by its url.";
        }
        if (e.code() == ErrorCode.PRIVILEGE) {
            return "GRANT ALL PRIVILEGES ON " + Names.quote(server.schema())
                    + ".* to the target's account; an object of another definer needs SET_ANY_DEFINER (SET_USER_ID, SUPER) as well.";
        }
        return "Dump from a server of the target's kind and no later version, or use one for the target that knows this.";
    }

    /** What stands near a mistake may be a row. */
    private static String withoutRows(String problem) {
        return problem.replaceAll("(?s) near '.*' at line", " at line");
    }

    private static Position at(Path file, Statement statement) {
        return new Position(file, statement.line(), 1);
    }

    static String decoded(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        session.close();
    }
}
