package dev.dbmerge.internal.mutation;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.AcceptedChange;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.Subject;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.testbed.RuleTrial;
import dev.dbmerge.report.MutantResult;
import dev.dbmerge.report.RuleCoverage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the changes of a rule against its cases and tells which of them no case notices.
 *
 * <p>A case that does not pass with the rule as it is written notices nothing. A change that the server refuses even for empty tables is
 * none.
 */
public final class CoverageRunner {
    private final RuleTrial trial;
    private final Schema schema;
    private final Product product;

    /**
     * Makes a runner.
     *
     * @param schema the structure of the database that the rules work on
     */
    public CoverageRunner(RuleTrial trial, Schema schema, Product product) {
        this.trial = trial;
        this.schema = schema;
        this.product = product;
    }

    /**
     * Covers one rule.
     *
     * @param sql its text; for a check without {@code ${target}.}
     * @param cases those of the rule
     * @param accepted changes that no case has to notice
     */
    public RuleCoverage cover(
            Subject subject, Path file, String sql, List<RuleCase> cases, List<AcceptedChange> accepted) {
        Mutation mutation = new Mutator(schema, product).mutate(sql);
        if (!mutation.outside().isEmpty()) {
            return new RuleCoverage(subject.toString(), file, sql, mutation.outside(), List.of(), List.of());
        }
        List<String> notes = new ArrayList<>(mutation.notes());
        Position at = new Position(file, 1, 1);
        List<Mutant> mutants = mutation.mutants().stream()
                .filter(mutant -> runs(subject, at, mutant))
                .toList();
        Map<Mutant, String> noticed = noticed(mutants, cases, notes);
        Map<String, AcceptedChange> byName = new LinkedHashMap<>();
        accepted.forEach(change -> byName.put(change.change(), change));
        List<Mutant> left = mutants.stream()
                .filter(mutant -> !noticed.containsKey(mutant) && !byName.containsKey(mutant.name()))
                .toList();
        Revelation revelation = new Revelation(trial, subject, at, sql, schema, product);
        Map<Mutant, MutantResult> unnoticed = revelation.of(left);
        List<MutantResult> results = new ArrayList<>();
        for (Mutant mutant : mutants) {
            if (noticed.containsKey(mutant)) {
                results.add(result(mutant, MutantResult.Fate.NOTICED, noticed.get(mutant)));
            } else if (byName.containsKey(mutant.name())) {
                results.add(result(
                        mutant,
                        MutantResult.Fate.ACCEPTED,
                        byName.get(mutant.name()).reason()));
            } else {
                results.add(unnoticed.get(mutant));
            }
        }
        notes.addAll(idle(accepted, results));
        return new RuleCoverage(subject.toString(), file, sql, "", results, notes);
    }

    private static MutantResult result(Mutant mutant, MutantResult.Fate fate, String said) {
        return new MutantResult(mutant.name(), mutant.sql(), fate, mutant.from(), mutant.to(), said, Optional.empty());
    }

    private boolean runs(Subject subject, Position at, Mutant mutant) {
        try {
            trial.fates(new Scenario(List.of()).open(subject, at, Optional.empty()), mutant.sql());
            return true;
        } catch (MergeException e) {
            // A statement that no server takes would be noticed without any case.
            Refusal.check(e);
            return false;
        }
    }

    /** Gives the name of the first case that notices each change; a case's rows are put in once for all of them. */
    private Map<Mutant, String> noticed(List<Mutant> mutants, List<RuleCase> cases, List<String> notes) {
        Map<Mutant, String> noticed = new LinkedHashMap<>();
        List<Mutant> left = new ArrayList<>(mutants);
        for (RuleCase ruleCase : cases) {
            if (left.isEmpty()) {
                break;
            }
            if (!trial.run(ruleCase).passed()) {
                notes.add("the case '" + ruleCase.name() + "' does not pass, so it notices no change");
                continue;
            }
            for (Mutant mutant : List.copyOf(left)) {
                if (notices(ruleCase, mutant)) {
                    noticed.put(mutant, ruleCase.name());
                    left.remove(mutant);
                }
            }
        }
        return noticed;
    }

    private boolean notices(RuleCase ruleCase, Mutant mutant) {
        try {
            return !trial.run(ruleCase, mutant.sql()).passed();
        } catch (MergeException e) {
            // The rule as it is written did run with these rows, so the refusal is what the case shows.
            Refusal.check(e);
            return true;
        }
    }

    private static List<String> idle(List<AcceptedChange> accepted, List<MutantResult> results) {
        List<String> idle = new ArrayList<>();
        for (AcceptedChange change : accepted) {
            Optional<MutantResult> result = results.stream()
                    .filter(one -> one.name().equals(change.change()))
                    .findFirst();
            String where = change.at() + " accepts '" + change.change() + "', ";
            if (result.isEmpty()) {
                idle.add(where + "which is no change of this rule; take it out");
            } else if (result.get().fate() == MutantResult.Fate.NOTICED) {
                idle.add(where + "which the case '" + result.get().said() + "' notices; take it out");
            }
        }
        return idle;
    }
}
