package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.schema.TableText.Element;
import dev.dbmerge.internal.schema.TableText.Kind;
import dev.dbmerge.internal.sql.Token;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows which indexes on expressions a server cannot hold: MariaDB none, MySQL before 8.0.13 none, before 8.0.17 none on arrays. */
final class FunctionalKeys {
    private FunctionalKeys() {}

    /** Gives the names of those that the target's server cannot hold. */
    static Set<String> notHeld(Table table, Collations target) {
        boolean any =
                table.keys().stream().anyMatch(key -> key.parts().stream().anyMatch(part -> part.startsWith("(")));
        if (!any || !target.mariadb() && target.version().mysqlAtLeast(8, 0, 17)) {
            return Set.of();
        }
        boolean plain = !target.mariadb() && target.version().mysqlAtLeast(8, 0, 13);
        return TableText.of(table.createSql()).elements(Kind.KEY).stream()
                .filter(key -> functional(key.tokens())
                        && !(plain && key.tokens().stream().noneMatch(token -> token.is("ARRAY"))))
                .map(FunctionalKeys::name)
                .collect(Collectors.toSet());
    }

    /** Gives the name of a plain key. */
    static String name(Element key) {
        return key.tokens().get(key.indexOf("KEY") + 1).name();
    }

    /** A part that is an expression has parentheses of its own, where a length stands behind a name. */
    private static boolean functional(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            Token before = tokens.get(i - 1);
            if (tokens.get(i).is('(') && (before.is('(') || before.is(','))) {
                return true;
            }
        }
        return false;
    }
}
