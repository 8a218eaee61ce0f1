package dev.dbmerge.internal.mutation;

import java.util.List;
import java.util.Objects;

/**
 * What can be changed in a rule.
 *
 * @param mutants in the order of the text
 * @param outside why nothing can be, in a clause; empty where the rule could be read
 * @param notes conditions that are changed as a whole only, and why
 */
public record Mutation(List<Mutant> mutants, String outside, List<String> notes) {
    public Mutation {
        mutants = List.copyOf(mutants);
        Objects.requireNonNull(outside, "outside");
        notes = List.copyOf(notes);
    }
}
