package dev.dbmerge.internal.sql;

import java.util.Set;

/** Checks that a text can stand as one expression in a select list. */
public final class SqlExpression {
    private static final Set<String> CLAUSES =
            Set.of("AS", "FROM", "GROUP", "HAVING", "INTO", "LIMIT", "ORDER", "SELECT", "UNION", "WHERE");

    private SqlExpression() {}

    /**
     * Checks a text.
     *
     * @throws SqlTextException when it is empty, open-ended, more than one expression, or would swallow what follows it
     */
    public static void check(String text) {
        Tokens tokens = Tokens.of(text);
        if (tokens.size() == 0) {
            throw new SqlTextException("there is no expression", 0);
        }
        StatementRules.refuseVersionComments(text);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.symbol(i, ';')) {
                throw new SqlTextException("an expression holds no semicolon", tokens.offset(i));
            }
            if (tokens.outermost(i) && tokens.symbol(i, ',')) {
                throw new SqlTextException("a comma makes two expressions of it", tokens.offset(i));
            }
        }
        int clause = tokens.find(0, CLAUSES);
        if (clause < tokens.size()) {
            throw new SqlTextException(
                    tokens.get(clause).upper() + " stands outside parentheses",
                    "Put a subquery in parentheses, and a name that is a reserved word in backticks.",
                    tokens.offset(clause));
        }
        refuseOpenComment(text, tokens.get(tokens.size() - 1).end());
    }

    private static void refuseOpenComment(String text, int end) {
        String rest = text.substring(end).strip();
        if (!rest.isEmpty() && !rest.endsWith("*/")) {
            throw new SqlTextException(
                    "a comment to the end of the line would swallow what follows", "Write it as /* ... */.", end);
        }
    }
}
