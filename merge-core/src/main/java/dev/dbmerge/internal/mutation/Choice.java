package dev.dbmerge.internal.mutation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Values that some variables may have; the others are free.
 *
 * @param values in the order of preference
 */
record Choice(Map<Variable, Set<Value>> values) {
    /** Everything is free. */
    static final Choice FREE = new Choice(Map.of());

    private static final int MOST = 24;

    Choice {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static Choice of(Variable variable, Set<Value> values) {
        return new Choice(Map.of(variable, values));
    }

    /** Gives what both allow; empty where a variable has no value left. */
    Optional<Choice> and(Choice other) {
        Map<Variable, Set<Value>> both = new LinkedHashMap<>(values);
        for (Map.Entry<Variable, Set<Value>> entry : other.values.entrySet()) {
            Set<Value> left = new LinkedHashSet<>(entry.getValue());
            if (both.containsKey(entry.getKey())) {
                left.retainAll(both.get(entry.getKey()));
            }
            if (left.isEmpty()) {
                return Optional.empty();
            }
            both.put(entry.getKey(), left);
        }
        return Optional.of(new Choice(both));
    }

    /** Gives every pair of two lists that goes together. */
    static List<Choice> both(List<Choice> some, List<Choice> others) {
        List<Choice> pairs = new ArrayList<>();
        for (Choice one : some) {
            for (Choice other : others) {
                one.and(other).filter(pair -> !pairs.contains(pair)).ifPresent(pairs::add);
            }
        }
        return few(pairs);
    }

    static List<Choice> either(List<Choice> some, List<Choice> others) {
        Set<Choice> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return few(new ArrayList<>(all));
    }

    private static List<Choice> few(List<Choice> choices) {
        return choices.size() > MOST ? List.copyOf(choices.subList(0, MOST)) : List.copyOf(choices);
    }
}
