package dev.dbmerge.internal.capture;

import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.Token;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Tells what a statement that the binary log has as text does to watched tables; in doubt, that it writes them. */
final class LoggedStatement {
    private static final Set<String> BEGIN = Set.of("BEGIN", "START");
    private static final Set<String> CONTROL = Set.of("COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE");
    private static final Set<String> DEFINITION = Set.of("CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE");
    private static final Set<String> NO_ROWS =
            Set.of("GRANT", "REVOKE", "FLUSH", "ANALYZE", "OPTIMIZE", "REPAIR", "INSTALL", "UNINSTALL", "USE");

    /** Of these a CREATE, ALTER or DROP changes no row, whatever their text mentions. */
    private static final Set<String> CODE = Set.of(
            "VIEW",
            "TRIGGER",
            "PROCEDURE",
            "FUNCTION",
            "EVENT",
            "USER",
            "ROLE",
            "SERVER",
            "SEQUENCE",
            "PACKAGE",
            "TABLESPACE");

    private final String schema;
    private final List<String> tables;

    LoggedStatement(String schema, Collection<String> tables) {
        this.schema = schema;
        this.tables = List.copyOf(tables);
    }

    /** What a statement does. */
    enum Kind {
        NOTHING,
        BEGINS,
        COMMITS_PREPARED,
        WRITES,
        EMPTIES,
        ALTERS
    }

    /**
     * What a statement does to which tables.
     *
     * @param head how it begins, for people; no value of a row
     */
    record Effect(Kind kind, Set<String> tables, String head) {
        Effect {
            Objects.requireNonNull(kind, "kind");
            tables = Set.copyOf(tables);
            Objects.requireNonNull(head, "head");
        }
    }

    /**
     * Tells it.
     *
     * @param database the default database with which it ran
     */
    Effect effect(String database, String sql) {
        List<Token> tokens = SqlText.tokens(sql);
        String first = tokens.isEmpty() ? "" : tokens.get(0).upper();
        String second = tokens.size() < 2 ? "" : tokens.get(1).upper();
        String head = (first + " " + (second.matches("[A-Z]+") ? second : "")).strip();
        if (first.equals("XA")) {
            return effect(
                    second.equals("COMMIT")
                            ? Kind.COMMITS_PREPARED
                            : second.equals("START") ? Kind.BEGINS : Kind.NOTHING);
        }
        if (BEGIN.contains(first)) {
            return effect(Kind.BEGINS);
        }
        if (CONTROL.contains(first) || NO_ROWS.contains(first) || first.isEmpty()) {
            return effect(Kind.NOTHING);
        }
        boolean ours = schema.equalsIgnoreCase(database);
        boolean mentioned = tokens.stream().anyMatch(token -> names(token, schema));
        if (!ours && !mentioned) {
            return effect(Kind.NOTHING);
        }
        if (!DEFINITION.contains(first)) {
            // A trigger or a routine may write other tables than those that the text mentions.
            return new Effect(Kind.WRITES, Set.copyOf(tables), head);
        }
        if (second.equals("DATABASE") || second.equals("SCHEMA")) {
            return first.equals("DROP") ? new Effect(Kind.ALTERS, Set.copyOf(tables), head) : effect(Kind.NOTHING);
        }
        if (code(tokens)) {
            return effect(Kind.NOTHING);
        }
        Set<String> named = named(tokens, ours);
        Kind kind = first.equals("TRUNCATE") ? Kind.EMPTIES : Kind.ALTERS;
        return named.isEmpty() ? effect(Kind.NOTHING) : new Effect(kind, named, head);
    }

    /** Tells whether a statement renames tables into a database. */
    static boolean moves(String sql, String database) {
        List<Token> tokens = SqlText.tokens(sql);
        return !tokens.isEmpty()
                && tokens.get(0).is("RENAME")
                && tokens.stream().anyMatch(token -> names(token, database));
    }

    private static Effect effect(Kind kind) {
        return new Effect(kind, Set.of(), "");
    }

    /** Tells whether the statement makes, changes or drops no table: the word stands before the first name that it makes. */
    private static boolean code(List<Token> tokens) {
        for (Token token : tokens.subList(1, Math.min(tokens.size(), 16))) {
            if (token.is("TABLE") || token.is("INDEX")) {
                return false;
            }
            if (CODE.contains(token.upper())) {
                return true;
            }
        }
        return false;
    }

    private Set<String> named(List<Token> tokens, boolean ours) {
        Set<String> named = new TreeSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            boolean qualified = i >= 2 && tokens.get(i - 1).is('.');
            if (qualified ? names(tokens.get(i - 2), schema) : ours) {
                Token token = tokens.get(i);
                tables.stream().filter(table -> names(token, table)).forEach(named::add);
            }
        }
        return named;
    }

    /** Under ANSI_QUOTES, which the log does not tell here, double quotes are those of a name. */
    private static boolean names(Token token, String name) {
        boolean quoted = token.kind() == Token.Kind.STRING && token.text().equalsIgnoreCase('"' + name + '"');
        return quoted || token.isName() && token.name().equalsIgnoreCase(name);
    }
}
