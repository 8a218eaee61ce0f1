package dev.dbmerge.internal.mutation;

import dev.dbmerge.report.MutantResult;
import dev.dbmerge.report.RuleCoverage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the cases that a rule lacks as a file, with the expectation left to its author. */
public final class Suggestions {
    private static final String EXPECT = "\n  expect: ";

    private Suggestions() {}

    /** Gives the file's text, equal cases once; empty where no row was found for any unnoticed change. */
    public static String of(RuleCoverage coverage) {
        Map<String, List<String>> cases = new LinkedHashMap<>();
        for (MutantResult mutant : coverage.of(MutantResult.Fate.UNNOTICED)) {
            mutant.revealing()
                    .ifPresent(yaml -> cases.computeIfAbsent(yaml, one -> new ArrayList<>())
                            .add(mutant.name()));
        }
        if (cases.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("# Rows that no case of ")
                .append(coverage.subject())
                .append(" has. Say what is right in the place of each question mark.\n");
        cases.forEach((yaml, names) -> {
            int at = yaml.lastIndexOf(EXPECT);
            text.append('\n');
            names.forEach(name -> text.append("# would notice: ").append(name).append('\n'));
            text.append(yaml, 0, at)
                    .append("\n  # the rule as it is: expect: ")
                    .append(yaml.substring(at + EXPECT.length()))
                    .append(EXPECT)
                    .append("?\n");
        });
        return text.toString();
    }
}
