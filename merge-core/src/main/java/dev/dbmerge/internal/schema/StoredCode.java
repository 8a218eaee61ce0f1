package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.Token;
import dev.dbmerge.plan.Step.CodeKind;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A view, routine, trigger or event as the server keeps it: its statement to the byte, and the character sets that it was written in.
 *
 * @param object the same in words
 * @param sql the bytes of the statement, in the client's character set, each as a character; it names no database where it can do without
 * @param client the character set of the client that made it, in which the bytes are
 * @param databaseCollation the collation that its database had then; empty for a view
 */
public record StoredCode(CodeObject object, String sql, String client, Optional<String> databaseCollation) {
    private static final Set<String> NO_CODE = Set.of("TABLE", "SEQUENCE");
    private static final Set<String> CODE = Set.of("VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "PACKAGE");

    public StoredCode {
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(databaseCollation, "databaseCollation");
    }

    /**
     * Asks the server, whose rows have to come unconverted, for an object that the account may see.
     *
     * @param session has the schema for its default database
     */
    public static StoredCode read(Session session, String schema, CodeObject object) {
        boolean routine = object.kind() == CodeKind.ROUTINES;
        String type = routine
                ? object.name().substring(0, routineType(object.name()))
                : object.kind().singular().toUpperCase(Locale.ROOT);
        String name = routine ? object.name().substring(type.length() + 1) : object.name();
        int text = object.kind() == CodeKind.VIEWS ? 2 : object.kind() == CodeKind.EVENTS ? 4 : 3;
        try (Statement statement = session.connection().createStatement();
                ResultSet shown = statement.executeQuery("SHOW CREATE " + type + " " + Names.quote(schema, name))) {
            shown.next();
            String sql = new String(shown.getBytes(text), StandardCharsets.ISO_8859_1);
            Optional<String> collation = object.kind() == CodeKind.VIEWS
                    ? Optional.empty()
                    : Optional.of(shown.getString("Database Collation"));
            return new StoredCode(
                    object,
                    object.kind() == CodeKind.TRIGGERS
                            ? new CodeText(object.saying(sql)).unplaced().sql()
                            : sql,
                    shown.getString("character_set_client"),
                    collation);
        } catch (SQLException e) {
            throw session.failure("read " + object.title(), e);
        }
    }

    private static int routineType(String name) {
        String body = "PACKAGE BODY ";
        return name.startsWith(body) ? body.length() - 1 : name.indexOf(' ');
    }

    /** Gives a statement that makes stored code with an event's status changed: it does not run. */
    public static String resting(String sql, String sqlMode) {
        return kind(sql, sqlMode).equals("EVENT")
                ? text(CodeKind.EVENTS, sql, sqlMode).disabled().sql()
                : sql;
    }

    /** Gives a statement that makes stored code with the account that runs it for its definer. */
    public static String withoutDefiner(String sql, String sqlMode) {
        return kind(sql, sqlMode).isEmpty()
                ? sql
                : text(CodeKind.ROUTINES, sql, sqlMode).withoutDefiner().sql();
    }

    private static CodeText text(CodeKind kind, String sql, String sqlMode) {
        return new CodeText(new CodeObject(kind, "", sql, sqlMode, ""));
    }

    /** Gives the keyword behind CREATE that says what is made; empty for any other statement. */
    private static String kind(String sql, String sqlMode) {
        List<Token> tokens = SqlText.tokens(sql, sqlMode);
        if (!tokens.get(0).is("CREATE")) {
            return "";
        }
        return tokens.stream()
                .filter(token -> token.kind() == Token.Kind.WORD
                        && (CODE.contains(token.upper()) || NO_CODE.contains(token.upper())))
                .findFirst()
                .map(Token::upper)
                .filter(CODE::contains)
                .orElse("");
    }
}
