package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.schema.TableText.Element;
import dev.dbmerge.internal.schema.TableText.Kind;
import dev.dbmerge.internal.sql.Token;
import java.util.ArrayList;
import java.util.List;

/** Picks the keys beside the primary one that a table must have before it has rows. */
final class KeptKeys {
    private KeptKeys() {}

    static List<Element> of(Table table, TableText text) {
        List<Element> keys = text.elements(Kind.KEY);
        List<Element> kept = new ArrayList<>();
        boolean primary = !text.elements(Kind.PRIMARY_KEY).isEmpty();
        if (!primary) {
            keys.stream().filter(key -> key.tokens().get(0).is("UNIQUE")).forEach(kept::add);
        }
        table.columns().stream()
                .filter(Column::autoIncrement)
                .findFirst()
                .ifPresent(counter -> addKeyOf(counter.name(), text, kept));
        return kept;
    }

    /** InnoDB wants the counter to lead a key, MyISAM wants it anywhere in one. */
    private static void addKeyOf(String counter, TableText text, List<Element> kept) {
        List<Element> there = new ArrayList<>(text.elements(Kind.PRIMARY_KEY));
        there.addAll(kept);
        if (there.stream().anyMatch(key -> columns(key).indexOf(counter) == 0)) {
            return;
        }
        List<Element> keys = text.elements(Kind.KEY);
        keys.stream()
                .filter(key -> columns(key).indexOf(counter) == 0)
                .findFirst()
                .or(() -> there.stream().anyMatch(key -> columns(key).contains(counter))
                        ? java.util.Optional.empty()
                        : keys.stream()
                                .filter(key -> columns(key).contains(counter))
                                .findFirst())
                .ifPresent(kept::add);
    }

    private static List<String> columns(Element key) {
        int open = 0;
        while (!key.tokens().get(open).is('(')) {
            open++;
        }
        // A functional part has parentheses of its own and no column to count by.
        List<Token> tokens = key.tokens();
        return tokens.get(open + 1).is('(') ? List.of() : TableText.names(tokens, open);
    }
}
