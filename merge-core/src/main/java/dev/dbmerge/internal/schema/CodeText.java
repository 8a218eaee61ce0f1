package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.Token;
import dev.dbmerge.plan.Step.CodeKind;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The text of a view, routine, trigger or event, and the places in it that change on its way into the target.
 *
 * <p>All else stays to the letter, comments and strings included.
 */
final class CodeText {
    private static final Set<String> KINDS = Set.of("VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "PACKAGE");

    private final CodeObject object;
    private final List<Token> tokens;
    private final Map<Integer, Edit> edits = new TreeMap<>();

    CodeText(CodeObject object) {
        this.object = object;
        this.tokens = SqlText.tokens(object.createSql(), object.sqlMode());
    }

    /** Leaves the definer out, so that the account that makes the object becomes it. */
    CodeText withoutDefiner() {
        int definer = 0;
        while (!tokens.get(definer).is("DEFINER")) {
            if (KINDS.contains(tokens.get(definer).upper())) {
                return this;
            }
            definer++;
        }
        int end = definer + 3;
        if (tokens.get(end).kind() == Token.Kind.VARIABLE) {
            end += tokens.get(end).text().equals("@") ? 2 : 1;
        }
        edits.put(tokens.get(definer).start(), new Edit(tokens.get(end).start(), ""));
        return this;
    }

    /**
     * Makes names that are qualified with one schema qualified with another.
     *
     * @param objects the names of the schema's tables, views and routines
     */
    CodeText moved(String from, String to, Collection<String> objects) {
        boolean ambiguous = standsAlone(from);
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (qualifies(i, from)) {
                boolean known = objects.contains(tokens.get(i + 2).name())
                        || i + 3 < tokens.size() && tokens.get(i + 3).is('.');
                if (known || !ambiguous) {
                    replace(tokens.get(i), Names.quote(to));
                }
            }
        }
        return this;
    }

    /** Spells character sets and collations as the target's server does. */
    CodeText spelled(Collations collations) {
        List<Token> respelled = collations.respell(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            if (!respelled.get(i).text().equals(tokens.get(i).text())) {
                replace(tokens.get(i), respelled.get(i).text());
            }
        }
        return this;
    }

    /** Puts a database before the object's own name, and before that of a trigger's table. */
    CodeText placed(String database) {
        int at = 0;
        while (!KINDS.contains(tokens.get(at).upper())) {
            at++;
        }
        qualify(at + 1, database);
        if (object.kind() == CodeKind.TRIGGERS) {
            while (!tokens.get(at).is("ON")) {
                at++;
            }
            qualify(at + 1, database);
        }
        return this;
    }

    /** Leaves the database out before a trigger's name and its table, where the server prints what was once written. */
    CodeText unplaced() {
        int at = 0;
        while (!tokens.get(at).is("TRIGGER")) {
            at++;
        }
        at++;
        at = tokens.get(at).is("IF") ? at + 3 : at;
        unqualify(at);
        while (!tokens.get(at).is("ON")) {
            at++;
        }
        unqualify(at + 1);
        return this;
    }

    private void unqualify(int at) {
        if (tokens.get(at + 1).is('.')) {
            edits.put(tokens.get(at).start(), new Edit(tokens.get(at + 2).start(), ""));
        }
    }

    private void qualify(int at, String database) {
        boolean qualified = tokens.get(at + 1).is('.');
        Token name = tokens.get(qualified ? at + 2 : at);
        edits.put(tokens.get(at).start(), new Edit(name.end(), Names.quote(database) + "." + Names.quote(name.name())));
    }

    /** Makes an event that does not run. */
    CodeText disabled() {
        int[] status = status();
        edits.put(tokens.get(status[0]).start(), new Edit(tokens.get(status[1]).end(), "DISABLE"));
        return this;
    }

    /** Gives an event's {@code ENABLE}, {@code DISABLE} or {@code DISABLE ON SLAVE}. */
    String eventStatus() {
        int[] status = status();
        return TableText.render(object.createSql(), tokens.subList(status[0], status[1] + 1), Token::upper);
    }

    /** Gives the databases among the given ones that qualify a name. */
    List<String> qualifiers(Collection<String> databases) {
        return databases.stream()
                .filter(database -> {
                    for (int i = 0; i + 2 < tokens.size(); i++) {
                        if (qualifies(i, database)) {
                            return true;
                        }
                    }
                    return false;
                })
                .sorted()
                .toList();
    }

    /** Gives the text with its changes. */
    String sql() {
        String text = object.createSql();
        StringBuilder sql = new StringBuilder();
        int at = 0;
        for (Map.Entry<Integer, Edit> edit : edits.entrySet()) {
            sql.append(text, at, edit.getKey()).append(edit.getValue().text());
            at = edit.getValue().end();
        }
        return sql.append(text, at, text.length()).toString();
    }

    private boolean qualifies(int at, String database) {
        return tokens.get(at).isName()
                && tokens.get(at).name().toLowerCase(Locale.ROOT).equals(database.toLowerCase(Locale.ROOT))
                && tokens.get(at + 1).is('.')
                && (at == 0 || !tokens.get(at - 1).is('.'));
    }

    /** A table, alias or variable of the schema's name makes {@code name.x} mean two things. */
    private boolean standsAlone(String name) {
        for (int i = 0; i < tokens.size(); i++) {
            boolean dotted = i > 0
                    && tokens.get(i - 1).is('.')
                    && (i + 1 == tokens.size() || !tokens.get(i + 1).is('.'));
            boolean qualifier = i + 1 < tokens.size() && tokens.get(i + 1).is('.');
            boolean same = tokens.get(i).isName() && tokens.get(i).name().equalsIgnoreCase(name);
            if (same && (dotted || !qualifier)) {
                return true;
            }
        }
        return false;
    }

    /** Gives the first and the last token of the status, which stands between ON COMPLETION and DO. */
    private int[] status() {
        if (object.kind() != CodeKind.EVENTS) {
            throw new IllegalArgumentException(object.title() + " is no event");
        }
        int at = 0;
        while (!tokens.get(at).is("ENABLE") && !tokens.get(at).is("DISABLE")) {
            at++;
        }
        return new int[] {at, tokens.get(at + 1).is("ON") ? at + 2 : at};
    }

    private void replace(Token token, String text) {
        edits.put(token.start(), new Edit(token.end(), text));
    }

    /** What stands instead of the text up to an index. */
    private record Edit(int end, String text) {}
}
