package dev.dbmerge.internal.mutation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the changes of one rule, each text once. */
final class ChangeList {
    private final String text;
    private final RuleTokens tokens;
    private final List<Mutant> mutants = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    ChangeList(String text, RuleTokens tokens) {
        this.text = text;
        this.tokens = tokens;
        seen.add(words(tokens));
    }

    /**
     * Puts a text in the place of some tokens.
     *
     * @param from index of the first one that goes
     * @param to index after the last one
     * @param part what is changed, for the report
     */
    void replace(int from, int to, String with, String name, String part) {
        edit(tokens.start(from), tokens.endBefore(to), with, from, to, name, part);
    }

    /** As {@link #replace}, where another range is shown as the changed one. */
    void replaceShowing(Query.Range gone, String with, Query.Range shown, String name, String part) {
        edit(tokens.start(gone.from()), tokens.endBefore(gone.to()), with, shown.from(), shown.to(), name, part);
    }

    /**
     * Takes tokens out of a list.
     *
     * @param gone with the sign that separates them from their neighbour; where that stands behind them, the neighbour moves up
     */
    void remove(Query.Range gone, Query.Range shown, String name, String part) {
        boolean first = gone.from() == shown.from();
        int start = first ? tokens.start(gone.from()) : tokens.endBefore(gone.from());
        int end = first ? tokens.start(gone.to()) : tokens.endBefore(gone.to());
        edit(start, end, "", shown.from(), shown.to(), name, part);
    }

    private void edit(int start, int end, String with, int from, int to, String name, String part) {
        String before = text.substring(0, start);
        boolean glued = !with.isEmpty()
                && !before.isEmpty()
                && wordPart(before.charAt(before.length() - 1))
                && wordPart(with.charAt(0));
        String sql = before + (glued ? " " : "") + with + text.substring(end);
        if (seen.add(words(new RuleTokens(sql)))) {
            mutants.add(new Mutant(name, sql, tokens.start(from), tokens.endBefore(to), part));
        }
    }

    private static boolean wordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static String words(RuleTokens tokens) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            words.append(tokens.get(i).text()).append('\u0000');
        }
        return words.toString();
    }

    /** Gives the changes in the order of the text, numbered where one name stands for several. */
    List<Mutant> mutants() {
        mutants.sort(Comparator.comparingInt(Mutant::from));
        Map<String, Integer> uses = new HashMap<>();
        mutants.forEach(mutant -> uses.merge(mutant.name(), 1, Integer::sum));
        Map<String, Integer> numbers = new HashMap<>();
        return mutants.stream()
                .map(mutant -> uses.get(mutant.name()) == 1 ? mutant : numbered(mutant, numbers))
                .toList();
    }

    private static Mutant numbered(Mutant mutant, Map<String, Integer> numbers) {
        int number = numbers.merge(mutant.name(), 1, Integer::sum);
        return new Mutant(mutant.name() + " #" + number, mutant.sql(), mutant.from(), mutant.to(), mutant.part());
    }
}
