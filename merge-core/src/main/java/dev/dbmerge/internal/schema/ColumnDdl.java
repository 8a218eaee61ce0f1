package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.schema.TableText.Element;
import dev.dbmerge.internal.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns one column's definition into the words of the target's server. */
final class ColumnDdl {
    private static final Set<String> BARE_DEFAULTS =
            Set.of("NULL", "TRUE", "FALSE", "CURRENT_TIMESTAMP", "NOW", "LOCALTIME", "LOCALTIMESTAMP");
    private static final Set<String> NO_LITERAL_DEFAULT = Set.of(
            "tinytext",
            "text",
            "mediumtext",
            "longtext",
            "tinyblob",
            "blob",
            "mediumblob",
            "longblob",
            "json",
            "geometry");
    /** MySQL 8 alone says geomcollection. */
    private static final Map<String, String> OLD_TYPES = Map.of("GEOMCOLLECTION", "geometrycollection");

    private final Table table;
    private final Collations target;
    private final List<String> losses;

    ColumnDdl(Table table, Collations target, List<String> losses) {
        this.table = table;
        this.target = target;
        this.losses = losses;
    }

    /** Gives the definition's tokens; what had to be left out goes to the losses. */
    List<Token> column(Element element) {
        List<Token> tokens = new ArrayList<>(element.tokens());
        String name = element.name();
        tokens.set(
                1,
                spelled(
                        tokens.get(1),
                        OLD_TYPES.getOrDefault(
                                tokens.get(1).upper(), tokens.get(1).text())));
        table.column(name).ifPresent(column -> collate(tokens, column));
        if (target.mariadb()) {
            forMariaDb(tokens, name);
        } else {
            forMySql(tokens, name);
        }
        return target.respell(tokens);
    }

    private void forMariaDb(List<Token> tokens, String name) {
        moveReferenceSystem(tokens);
        drop(tokens, name, "COLUMN_FORMAT", 2);
        drop(tokens, name, "STORAGE", 2);
        dropUnenforcedCheck(tokens, name);
        int not = TableText.indexOf(tokens, 2, "NOT");
        if (TableText.indexOf(tokens, 2, "GENERATED") >= 0 && TableText.indexOf(tokens, 2, "ROW") < 0 && not >= 0) {
            drop(tokens, name, "NOT", 2);
        }
    }

    /** MariaDB wants it right behind the type. */
    private static void moveReferenceSystem(List<Token> tokens) {
        int srid = TableText.indexOf(tokens, 2, "SRID");
        if (srid >= 0) {
            String number = tokens.get(srid + 1).text();
            tokens.subList(srid, srid + 2).clear();
            int end = tokens.get(1).end();
            tokens.add(2, new Token(Token.Kind.WORD, " REF_SYSTEM_ID = " + number, end, end));
        }
    }

    private void forMySql(List<Token> tokens, String name) {
        if (!target.version().mysqlAtLeast(8, 0, 23)) {
            drop(tokens, name, "INVISIBLE", 1);
        }
        if (!target.version().mysqlAtLeast(8, 0, 3)) {
            drop(tokens, name, "SRID", 2);
        }
        if (!target.version().mysqlAtLeast(8, 0, 16)) {
            dropUnenforcedCheck(tokens, name);
        }
        drop(tokens, name, "COMPRESSED", 1);
        parenthesiseDefault(tokens);
    }

    private void dropUnenforcedCheck(List<Token> tokens, String name) {
        int enforced = TableText.indexOf(tokens, 2, "ENFORCED");
        int check = TableText.indexOf(tokens, 2, "CHECK");
        if (enforced >= 0 && check >= 0) {
            drop(tokens, name, "CHECK", enforced + 1 - check);
        }
    }

    private void drop(List<Token> tokens, String column, String word, int count) {
        int at = TableText.indexOf(tokens, 2, word);
        if (at >= 0) {
            losses.add(word + " of column " + table.name() + "." + column);
            tokens.subList(at, at + count).clear();
        }
    }

    /**
     * Writes out the column's real collation where the text names a character set or it is not the table's.
     *
     * <p>MySQL 8 remembers whether a character set was written out and prints it then, so one that was not stays unwritten.
     */
    private void collate(List<Token> tokens, Column column) {
        if (column.collation().isEmpty()) {
            return;
        }
        int at = endOfType(tokens);
        String collation = column.collation().get();
        remove(tokens, "COLLATE", 2);
        boolean charset = remove(tokens, "CHARSET", 2) | remove(tokens, "CHARACTER", 3);
        if (charset || !collation.equals(table.collation())) {
            int before = tokens.get(at - 1).end();
            tokens.add(at, new Token(Token.Kind.WORD, " " + target.clause(collation), before, before));
        }
    }

    private static boolean remove(List<Token> tokens, String word, int count) {
        int at = TableText.indexOf(tokens, 2, word);
        if (at >= 0) {
            tokens.subList(at, at + count).clear();
        }
        return at >= 0;
    }

    private static int endOfType(List<Token> tokens) {
        return tokens.size() > 2 && tokens.get(2).is('(') ? TableText.closing(tokens, 2) + 1 : 2;
    }

    /** MySQL wants parentheses around every expression, and around any default of a text; MariaDB prints none. */
    private static void parenthesiseDefault(List<Token> tokens) {
        int at = TableText.indexOf(tokens, 2, "DEFAULT") + 1;
        if (at == 0
                || tokens.get(at).is('(')
                || BARE_DEFAULTS.contains(tokens.get(at).upper())) {
            return;
        }
        Token first = tokens.get(at);
        boolean call = first.isName()
                && at + 1 < tokens.size()
                && (tokens.get(at + 1).is('(') || tokens.get(at + 1).is('.'));
        boolean literal = first.kind() == Token.Kind.STRING
                && NO_LITERAL_DEFAULT.contains(tokens.get(1).text().toLowerCase(java.util.Locale.ROOT));
        if (!call && !literal) {
            return;
        }
        int open = at;
        while (call && !tokens.get(open).is('(')) {
            open++;
        }
        int last = call ? TableText.closing(tokens, open) : at;
        tokens.set(last, spelled(tokens.get(last), tokens.get(last).text() + ")"));
        tokens.set(at, spelled(tokens.get(at), "(" + tokens.get(at).text()));
    }

    private static Token spelled(Token token, String text) {
        return new Token(token.kind(), text, token.start(), token.end());
    }
}
