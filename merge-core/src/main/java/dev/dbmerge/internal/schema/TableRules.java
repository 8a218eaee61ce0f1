package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.schema.TableText.Element;
import dev.dbmerge.internal.schema.TableText.Kind;
import dev.dbmerge.internal.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads from a table's text what the catalogue does not tell on every server: checks, defaults and generated values as SQL. */
public final class TableRules {
    private final TableText text;

    private TableRules(TableText text) {
        this.text = text;
    }

    /** Cuts the table's text. */
    public static TableRules of(Table table) {
        return new TableRules(TableText.of(table.createSql()));
    }

    /**
     * A CHECK that is enforced.
     *
     * @param name empty where it has none
     * @param condition SQL over the table's columns
     */
    public record Check(String name, String condition) {
        public Check {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(condition, "condition");
        }
    }

    /** Gives the checks of the table and of its columns; one that is not enforced refuses nothing and is left out. */
    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (Element element : text.elements()) {
            int check = element.indexOf("CHECK");
            boolean holds = element.kind() == Kind.RULE || element.kind() == Kind.COLUMN;
            if (holds && check >= 0 && element.indexOf("ENFORCED") < 0) {
                checks.add(new Check(element.name(), parenthesised(element.tokens(), check + 1)));
            }
        }
        return checks;
    }

    /** Gives the SQL of a column's default as the server prints it, such as {@code '0'}; empty where it has none. */
    public Optional<String> defaultValue(String column) {
        return element(column).flatMap(element -> {
            int at = element.indexOf("DEFAULT") + 1;
            List<Token> tokens = element.tokens();
            if (at == 0 || at >= tokens.size()) {
                return Optional.empty();
            }
            int end = at;
            if (tokens.get(end).is('(')) {
                end = TableText.closing(tokens, end);
            } else {
                end = tokens.get(end).is('-') ? end + 1 : end;
                boolean call = end + 1 < tokens.size() && tokens.get(end + 1).is('(');
                end = call ? TableText.closing(tokens, end + 1) : end;
                boolean introduced = tokens.get(end).kind() == Token.Kind.WORD
                        && end + 1 < tokens.size()
                        && tokens.get(end + 1).kind() == Token.Kind.STRING;
                end = introduced ? end + 1 : end;
            }
            return Optional.of(text.render(tokens.subList(at, end + 1)));
        });
    }

    /** Gives the SQL that computes a generated column; empty for any other. */
    public Optional<String> generation(String column) {
        return element(column).filter(element -> element.indexOf("AS") >= 0).flatMap(element -> {
            int as = element.indexOf("AS");
            return element.tokens().get(as + 1).is('(')
                    ? Optional.of(parenthesised(element.tokens(), as + 1))
                    : Optional.empty();
        });
    }

    /** Gives the SQL of each part of a key, in its order; a column's part is its quoted name, a functional one an expression. */
    public List<String> parts(String key) {
        List<Token> tokens = text.elements().stream()
                .filter(element -> key.equals("PRIMARY") ? element.kind() == Kind.PRIMARY_KEY : isKey(element, key))
                .map(Element::tokens)
                .findFirst()
                .orElse(List.of());
        int open = 0;
        while (open < tokens.size() && !tokens.get(open).is('(')) {
            open++;
        }
        if (open == tokens.size()) {
            return List.of();
        }
        List<String> parts = new ArrayList<>();
        int end = TableText.closing(tokens, open);
        for (int i = open + 1; i < end; i++) {
            boolean functional = tokens.get(i).is('(');
            int last = functional ? TableText.closing(tokens, i) : i;
            parts.add(text.render(tokens.subList(i, last + 1)));
            while (i < end && !tokens.get(i).is(',')) {
                i = tokens.get(i).is('(') ? TableText.closing(tokens, i) + 1 : i + 1;
            }
        }
        return parts;
    }

    private static boolean isKey(Element element, String name) {
        return element.kind() == Kind.KEY
                && element.tokens().stream()
                        .filter(token -> token.kind() == Token.Kind.QUOTED_NAME)
                        .findFirst()
                        .filter(token -> token.name().equals(name))
                        .isPresent();
    }

    private Optional<Element> element(String column) {
        return text.elements(Kind.COLUMN).stream()
                .filter(element -> element.name().equalsIgnoreCase(column))
                .findFirst();
    }

    /** Gives the text of the parentheses that open at the index. */
    private String parenthesised(List<Token> tokens, int open) {
        return text.render(tokens.subList(open, TableText.closing(tokens, open) + 1));
    }
}
