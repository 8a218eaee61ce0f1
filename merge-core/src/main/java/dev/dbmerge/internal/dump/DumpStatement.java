package dev.dbmerge.internal.dump;

import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.SqlTextException;
import dev.dbmerge.internal.sql.Token;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a statement of a dump is about; its text is bytes as characters. */
final class DumpStatement {
    private static final String NAME = "(`(?:[^`]|``)+`|[0-9A-Za-z_$\\x80-\\xff]+)";
    private static final Pattern ROWS = Pattern.compile(
            "\\s*(?:INSERT|REPLACE)\\s+(?:(?:IGNORE|LOW_PRIORITY|DELAYED)\\s+|/\\*![0-9]*\\s*(?:IGNORE|DELAYED)\\s*\\*/\\s*)*INTO\\s+"
                    + NAME + "(?:\\s*\\.\\s*" + NAME + ")?",
            Pattern.CASE_INSENSITIVE);
    private static final Set<String> OBJECTS =
            Set.of("TABLE", "VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "SEQUENCE", "PACKAGE");
    private static final Set<String> CODE = Set.of("VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "PACKAGE");
    private static final Set<String> DATABASE = Set.of("DATABASE", "SCHEMA");
    /** What speaks of the server that was dumped or of the moment of the dump. */
    private static final Set<String> LEFT_OUT = Set.of(
            "LOCK", "UNLOCK", "COMMIT", "START", "STOP", "BEGIN", "CHANGE", "FLUSH", "ANALYZE", "OPTIMIZE", "RESET");

    private static final Set<String> SERVER_SETTINGS =
            Set.of("GTID_PURGED", "SQL_LOG_BIN", "GTID_SLAVE_POS", "PERSIST", "PERSIST_ONLY", "GLOBAL", "AUTOCOMMIT");
    private static final Set<String> SERVER_VARIABLES = Set.of("@@GLOBAL", "@@PERSIST");

    /** What is to be done with it. */
    enum Kind {
        /** Rows of a table. */
        ROWS,
        /** A table or sequence is made, dropped or altered. */
        STRUCTURE,
        /** A view, trigger, routine or event is made. */
        CODE,
        /** A session's setting. */
        SETTING,
        /** The database that follows. */
        USE,
        /** The database is made. */
        DATABASE,
        /** The database gets another default. */
        ALTER_DATABASE,
        /** Nothing: it speaks of the server that was dumped. */
        NOTHING,
        /** It has no place in a dump of one database. */
        FOREIGN
    }

    private final String sql;
    private final Kind kind;
    private final List<Token> tokens;
    private final int name;
    private final Optional<Matcher> rows;

    private DumpStatement(String sql, Kind kind, List<Token> tokens, int name, Optional<Matcher> rows) {
        this.sql = sql;
        this.kind = kind;
        this.tokens = tokens;
        this.name = name;
        this.rows = rows;
    }

    /**
     * Looks at a statement.
     *
     * @throws SqlTextException when a quote or a comment has no end
     */
    static DumpStatement of(String sql) {
        Matcher rows = ROWS.matcher(sql);
        if (rows.lookingAt()) {
            return new DumpStatement(sql, Kind.ROWS, List.of(), 0, Optional.of(rows));
        }
        List<Token> tokens = SqlText.tokens(sql);
        int name = name(tokens);
        return new DumpStatement(sql, kind(tokens, name), tokens, name, Optional.empty());
    }

    /** Gives the index of the name of what is made, dropped, altered or used; the number of tokens where there is none. */
    private static int name(List<Token> tokens) {
        int at = 0;
        if (!tokens.isEmpty() && !tokens.get(0).is("USE")) {
            while (at < tokens.size()
                    && !OBJECTS.contains(tokens.get(at).upper())
                    && !DATABASE.contains(tokens.get(at).upper())) {
                at++;
            }
        }
        at++;
        if (at < tokens.size() && tokens.get(at).is("BODY")) {
            at++;
        }
        while (at < tokens.size()
                && (tokens.get(at).is("IF")
                        || tokens.get(at).is("NOT")
                        || tokens.get(at).is("EXISTS"))) {
            at++;
        }
        return Math.min(at, tokens.size());
    }

    private static Kind kind(List<Token> tokens, int name) {
        if (tokens.isEmpty()) {
            return Kind.NOTHING;
        }
        String verb = tokens.get(0).upper();
        if (LEFT_OUT.contains(verb)) {
            return Kind.NOTHING;
        }
        if (verb.equals("SET")) {
            return setting(tokens);
        }
        if (verb.equals("USE") && tokens.size() == 2) {
            return Kind.USE;
        }
        if (verb.equals("SELECT") || verb.equals("DO")) {
            return tokens.size() > 1 && tokens.get(1).is("SETVAL") ? Kind.STRUCTURE : Kind.FOREIGN;
        }
        if (name >= tokens.size() || !Set.of("CREATE", "DROP", "ALTER").contains(verb)) {
            return Kind.FOREIGN;
        }
        return made(verb, tokens.stream().limit(name).map(Token::upper).toList());
    }

    private static Kind made(String verb, List<String> head) {
        if (head.stream().anyMatch(DATABASE::contains)) {
            return verb.equals("CREATE") ? Kind.DATABASE : verb.equals("ALTER") ? Kind.ALTER_DATABASE : Kind.NOTHING;
        }
        boolean code = head.stream().anyMatch(CODE::contains);
        if (verb.equals("ALTER") && code) {
            return Kind.FOREIGN;
        }
        return verb.equals("CREATE") && code ? Kind.CODE : Kind.STRUCTURE;
    }

    private static Kind setting(List<Token> tokens) {
        for (Token token : tokens) {
            String word = token.upper();
            if (token.kind() == Token.Kind.WORD && SERVER_SETTINGS.contains(word)
                    || token.kind() == Token.Kind.VARIABLE
                            && (SERVER_VARIABLES.contains(word)
                                    || word.startsWith("@@") && SERVER_SETTINGS.contains(word.substring(2)))) {
                return Kind.NOTHING;
            }
        }
        boolean foreign = tokens.size() > 1
                && (tokens.get(1).is("PASSWORD")
                        || tokens.get(1).is("ROLE")
                        || tokens.get(1).is("DEFAULT"));
        return foreign ? Kind.FOREIGN : Kind.SETTING;
    }

    Kind kind() {
        return kind;
    }

    /** Gives the first words, for a message. */
    String head() {
        if (rows.isPresent()) {
            return "INSERT";
        }
        StringBuilder head = new StringBuilder();
        for (Token token : tokens) {
            if (token.kind() != Token.Kind.WORD || head.length() > 40) {
                break;
            }
            head.append(head.isEmpty() ? "" : " ").append(token.text());
        }
        return head.isEmpty() ? "a statement" : head.toString();
    }

    /** Gives the name of what it is about, decoded; empty where it is about nothing that has one. */
    Optional<String> name() {
        if (rows.isPresent()) {
            String last = rows.get().group(2) == null
                    ? rows.get().group(1)
                    : rows.get().group(2);
            return Optional.of(decoded(last));
        }
        if (name >= tokens.size() || !tokens.get(name).isName()) {
            return Optional.empty();
        }
        boolean qualified = qualified();
        return Optional.of(text(tokens.get(qualified ? name + 2 : name)));
    }

    /** Gives the database that qualifies the name of what it is about. */
    Optional<String> database() {
        if (rows.isPresent()) {
            return rows.get().group(2) == null
                    ? Optional.empty()
                    : Optional.of(decoded(rows.get().group(1)));
        }
        return qualified() ? Optional.of(text(tokens.get(name))) : Optional.empty();
    }

    private boolean qualified() {
        return name + 2 < tokens.size() && tokens.get(name + 1).is('.');
    }

    private static String text(Token token) {
        return new String(token.name().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String decoded(String written) {
        String name = written.startsWith("`")
                ? written.substring(1, written.length() - 1).replace("``", "`")
                : written;
        return new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Gives a name as the bytes that stand for it, each a character. */
    static String bytes(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Gives the tokens; none for rows. */
    List<Token> tokens() {
        return tokens;
    }

    /** Tells whether it makes an event that would run. */
    boolean enabledEvent() {
        return status().isPresent();
    }

    private Optional<Token> status() {
        boolean event = kind == Kind.CODE && tokens.stream().limit(name).anyMatch(token -> token.is("EVENT"));
        if (!event) {
            return Optional.empty();
        }
        for (Token token : tokens.subList(name, tokens.size())) {
            if (token.is("DISABLE") || token.is("DO")) {
                return Optional.empty();
            }
            if (token.is("ENABLE")) {
                return Optional.of(token);
            }
        }
        return Optional.empty();
    }

    /** Gives the text with names of one database moved into another, and with an event that does not run. */
    String sql(Optional<String> from, String to) {
        if (rows.isPresent()) {
            boolean moves = database().isPresent() && database().equals(from);
            return moves
                    ? sql.substring(0, rows.get().start(1))
                            + sql.substring(rows.get().start(2))
                    : sql;
        }
        StringBuilder text = new StringBuilder();
        Optional<Token> enable = status();
        int end = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean qualifies = from.isPresent()
                    && token.isName()
                    && token.name()
                            .toLowerCase(Locale.ROOT)
                            .equals(bytes(from.get()).toLowerCase(Locale.ROOT))
                    && i + 2 < tokens.size()
                    && tokens.get(i + 1).is('.')
                    && (i == 0 || !tokens.get(i - 1).is('.'));
            boolean database = kind == Kind.ALTER_DATABASE && i == name;
            if (qualifies || database) {
                text.append(sql, end, token.start()).append(Names.quote(bytes(to)));
                end = token.end();
            } else if (enable.filter(token::equals).isPresent()) {
                text.append(sql, end, token.start()).append("DISABLE");
                end = token.end();
            }
        }
        return text.append(sql.substring(end)).toString();
    }
}
