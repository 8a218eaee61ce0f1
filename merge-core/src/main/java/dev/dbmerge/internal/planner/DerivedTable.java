package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.sql.CleanupStatement.Target;
import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.Token;
import java.util.List;
import java.util.Optional;

/** Puts a query in the place of a table's name, for servers without WITH queries (MySQL 5.7). */
public final class DerivedTable {
    private DerivedTable() {}

    /**
     * Replaces the one mention of the target's table behind FROM.
     *
     * @param derived a SELECT in parentheses
     * @return empty where the table is named more than once or not right behind FROM
     */
    public static Optional<String> inPlaceOf(Target target, String select, String derived) {
        List<Token> tokens = SqlText.tokens(select);
        int found = -1;
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i - 1).is("FROM") && names(tokens.get(i), target)) {
                if (found >= 0) {
                    return Optional.empty();
                }
                found = i;
            }
        }
        if (found < 0 || otherMentions(tokens, target, found)) {
            return Optional.empty();
        }
        Token name = tokens.get(found);
        boolean aliased = !target.reference().equalsIgnoreCase(target.table());
        return Optional.of(select.substring(0, name.start())
                + derived
                + (aliased ? "" : " AS " + Names.quote(target.table()))
                + select.substring(name.end()));
    }

    private static boolean otherMentions(List<Token> tokens, Target target, int found) {
        for (int i = 0; i < tokens.size(); i++) {
            boolean qualifies = i + 1 < tokens.size() && tokens.get(i + 1).is('.');
            if (i != found && !qualifies && names(tokens.get(i), target)) {
                return true;
            }
        }
        return tokens.stream().anyMatch(token -> token.is("PARTITION"));
    }

    private static boolean names(Token token, Target target) {
        return token.isName() && token.name().equalsIgnoreCase(target.table());
    }
}
