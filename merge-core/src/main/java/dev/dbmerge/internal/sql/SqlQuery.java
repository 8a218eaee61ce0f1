package dev.dbmerge.internal.sql;

import java.util.Set;

/** Knows one SELECT by its own text. */
public final class SqlQuery {
    private static final Set<String> LOCKS = Set.of("UPDATE", "SHARE");

    private final String text;

    private SqlQuery(String text) {
        this.text = text;
    }

    /**
     * Reads a query.
     *
     * @param sql one statement, with or without a closing semicolon
     * @throws SqlTextException when it is anything else than one SELECT, or writes or locks
     */
    public static SqlQuery parse(String sql) {
        Tokens tokens = Tokens.of(sql);
        int end = StatementRules.endOfOnlyStatement(tokens);
        refuseOthers(tokens);
        for (int i = 0; i < end; i++) {
            refuseEffect(tokens, i);
        }
        int cut = tokens.offset(end);
        return new SqlQuery(
                (end == tokens.size() ? sql : sql.substring(0, cut) + " " + sql.substring(cut + 1)).strip());
    }

    private static void refuseOthers(Tokens tokens) {
        int start = 0;
        while (tokens.symbol(start, '(')) {
            start++;
        }
        int head = start == 0 ? StatementRules.afterWith(tokens) : start;
        if (!tokens.keyword(head, "SELECT") && !(start > 0 && tokens.keyword(head, "WITH"))) {
            throw new SqlTextException(
                    "the statement is no SELECT but starts with " + tokens.shown(head), tokens.offset(head));
        }
    }

    private static void refuseEffect(Tokens tokens, int i) {
        if (tokens.keyword(i, "INTO")) {
            throw new SqlTextException("INTO sends the rows elsewhere", "Leave INTO out.", tokens.offset(i));
        }
        boolean locks = tokens.keyword(i, "FOR") && tokens.keyword(i + 1, LOCKS)
                || tokens.keyword(i, "LOCK") && tokens.keyword(i + 1, "IN") && tokens.keyword(i + 2, "SHARE");
        if (locks) {
            String clause =
                    tokens.slice(i, tokens.keyword(i, "LOCK") ? i + 3 : i + 2).toUpperCase(java.util.Locale.ROOT);
            throw new SqlTextException(clause + " locks rows", "Leave it out.", tokens.offset(i));
        }
    }

    /** Gives the query's text with its comments, without a closing semicolon. */
    public String text() {
        return text;
    }
}
