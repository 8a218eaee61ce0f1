package dev.dbmerge.internal.sql;

import java.util.List;
import java.util.Set;

/** Refuses what makes the effect of a statement uncertain or foreign. */
final class StatementRules {
    private static final Set<String> STATEMENT =
            Set.of("SELECT", "DELETE", "UPDATE", "INSERT", "REPLACE", "VALUES", "TABLE");
    private static final Set<String> SECOND = Set.of("DELETE", "UPDATE", "SELECT");
    private static final Set<String> NO_PLACE = Set.of("FOR", "GROUP", "HAVING", "RETURNING", "UNION");

    private StatementRules() {}

    /** Gives the index of the closing semicolon, else the number of tokens. */
    static int endOfOnlyStatement(Tokens tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.symbol(i, ';')) {
                if (i + 1 < tokens.size()) {
                    throw new SqlTextException(
                            "the text goes on behind the semicolon",
                            "Write one statement a file.",
                            tokens.offset(i + 1));
                }
                refuseEmpty(i);
                return i;
            }
        }
        refuseEmpty(tokens.size());
        return tokens.size();
    }

    private static void refuseEmpty(int tokens) {
        if (tokens == 0) {
            throw new SqlTextException("there is no statement", 0);
        }
    }

    /** Gives the index of the statement's own keyword, behind a WITH clause if it has one. */
    static int afterWith(Tokens tokens) {
        return tokens.keyword(0, "WITH") ? tokens.find(1, STATEMENT) : 0;
    }

    /** Refuses version comments, periods, INTO, and user variables anywhere. */
    static void refuseUncertain(String sql, Tokens tokens) {
        refuseVersionComments(sql);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.keyword(i, "FOR") && tokens.keyword(i + 1, "PORTION")) {
                throw new SqlTextException(
                        "FOR PORTION OF splits rows, which a rule cannot account for",
                        "Choose whole rows in the condition.",
                        tokens.offset(i));
            }
            if (tokens.symbol(i, ':') && tokens.symbol(i + 1, '=') && tokens.offset(i) + 1 == tokens.offset(i + 1)) {
                throw new SqlTextException(
                        ":= assigns a variable, which makes the rows depend on their order",
                        "Choose the rows in the condition.",
                        tokens.offset(i));
            }
            if (tokens.keyword(i, "INTO")) {
                throw new SqlTextException(
                        "INTO writes outside the target's tables", "Leave INTO out.", tokens.offset(i));
            }
        }
        refuseVariables(tokens);
    }

    static void refuseVersionComments(String sql) {
        List<Integer> versionComments = SqlText.versionComments(sql);
        if (!versionComments.isEmpty()) {
            throw new SqlTextException(
                    "a version comment makes the statement another one on another server",
                    "Write its content as plain SQL, or leave it out.",
                    versionComments.get(0));
        }
    }

    private static void refuseVariables(Tokens tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Token.Kind.VARIABLE && !token.text().startsWith("@@")) {
                throw new SqlTextException(
                        "the user variable " + token.text() + " has no value in the run",
                        "Write the value itself.",
                        token.start());
            }
        }
    }

    /** Refuses, outside parentheses from an index on, the start of another statement. */
    static void refuseSecond(Tokens tokens, int from) {
        int second = tokens.find(from, SECOND);
        if (second < tokens.size()) {
            throw new SqlTextException(
                    "a second statement starts with " + tokens.shown(second),
                    "Write one statement a file.",
                    tokens.offset(second));
        }
    }

    /** Refuses, outside parentheses from an index on, what belongs to other statements. */
    static void refuseAfter(Tokens tokens, int from) {
        int i = tokens.find(from, NO_PLACE);
        if (i < tokens.size()) {
            throw new SqlTextException(
                    tokens.get(i).upper() + " has no place in a cleanup rule",
                    "Leave it out, or write it in backticks if it is a name.",
                    tokens.offset(i));
        }
    }

    /** Refuses a LIMIT without ORDER BY before it. */
    static void refuseUnordered(Tokens tokens, int from) {
        int limit = tokens.find(from, Set.of("LIMIT"));
        if (limit < tokens.size() && tokens.find(from, Set.of("ORDER")) > limit) {
            throw new SqlTextException(
                    "LIMIT without ORDER BY lets the server choose the rows",
                    "Add an ORDER BY over a unique key, or leave LIMIT out.",
                    tokens.offset(limit));
        }
    }

    /** Gives the table that a statement means by a name. */
    static TableReference resolve(String name, List<TableReference> references, int offset) {
        TableReference found = references.stream()
                .filter(reference -> reference.reference().equals(name))
                .findFirst()
                .or(() -> references.stream()
                        .filter(reference -> reference.reference().equalsIgnoreCase(name))
                        .findFirst())
                .orElseThrow(() -> new SqlTextException(
                        name + " is not among the statement's tables",
                        "Name a table by its alias if it has one.",
                        offset));
        if (!found.database().isEmpty()) {
            throw foreign(found.database(), found.table(), offset);
        }
        if (found.derived()) {
            throw new SqlTextException(name + " is a subquery, whose rows cannot be changed", offset);
        }
        return found;
    }

    static SqlTextException foreign(String database, String table, int offset) {
        return new SqlTextException(
                "the rule changes " + database + "." + table + ", but rules speak of the target's tables only",
                "Write " + table + " without a database.",
                offset);
    }
}
