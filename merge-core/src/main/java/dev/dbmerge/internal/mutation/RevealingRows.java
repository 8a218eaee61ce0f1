package dev.dbmerge.internal.mutation;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.Subject;
import dev.dbmerge.internal.cases.TableExpectation.Fate;
import dev.dbmerge.internal.mutation.Scenario.GivenRow;
import dev.dbmerge.internal.testbed.BrokenCaseException;
import dev.dbmerge.internal.testbed.RowFate;
import dev.dbmerge.internal.testbed.RuleTrial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the fewest rows for which a rule and a changed one do not do the same. */
final class RevealingRows {
    private static final int MOST = 400;
    private static final int MOST_ACTING = 3;
    private static final int MOST_AIMED = 60;
    private static final String NOW = "2026-01-15 12:00:00";

    private final RuleTrial trial;
    private final Subject subject;
    private final Position at;
    private final String sql;
    private final RuleModel model;
    private final Optional<String> now;

    RevealingRows(RuleTrial trial, Subject subject, Position at, String sql, RuleModel model) {
        this.trial = trial;
        this.subject = subject;
        this.at = at;
        this.sql = sql;
        this.model = model;
        this.now = model.timed() ? Optional.of(NOW) : Optional.empty();
    }

    /**
     * Rows that tell two statements apart.
     *
     * @param open the rows as a case whose expectation is open
     * @param rule what the rule does to them
     * @param changed what the changed one does; empty where the server refuses it for these rows
     */
    record Revealed(Scenario scenario, RuleCase open, List<RowFate> rule, Optional<List<RowFate>> changed) {}

    /** What a search came to. */
    record Search(Map<Mutant, Revealed> found, int tried) {}

    /** Searches for all of these changes at once, in the same order every time. */
    Search find(List<Mutant> mutants) {
        List<Mutant> left = new ArrayList<>(mutants);
        Map<Mutant, Revealed> found = new LinkedHashMap<>();
        Map<Mutant, Revealed> refused = new LinkedHashMap<>();
        List<Scenario> acting = new ArrayList<>();
        int tried = 0;
        for (Scenario scenario : mutants.isEmpty() ? List.<Scenario>of() : Scenarios.of(model, MOST)) {
            if (left.isEmpty()) {
                break;
            }
            RuleCase open = scenario.open(subject, at, now);
            Optional<List<RowFate>> rule = fates(open, sql);
            if (rule.isEmpty()) {
                continue;
            }
            tried++;
            if (acting.size() < MOST_ACTING && rule.get().stream().anyMatch(one -> one.fate() != Fate.KEPT)) {
                acting.add(scenario);
            }
            for (Mutant mutant : List.copyOf(left)) {
                Optional<List<RowFate>> changed = fates(open, mutant.sql());
                if (!changed.equals(rule)) {
                    Revealed revealed = new Revealed(scenario, open, rule.get(), changed);
                    (changed.isPresent() ? found : refused).putIfAbsent(mutant, revealed);
                }
            }
            left.removeAll(found.keySet());
        }
        left.forEach(mutant -> aimed(mutant, acting).ifPresent(revealed -> found.put(mutant, revealed)));
        refused.forEach(found::putIfAbsent);
        found.replaceAll(this::shrink);
        return new Search(found, tried);
    }

    /** A border is met by one value alone, so the columns that the change names are varied in rows that the rule acts on. */
    private Optional<Revealed> aimed(Mutant mutant, List<Scenario> acting) {
        return acting.stream()
                .flatMap(scenario -> variations(mutant, scenario))
                .limit(MOST_AIMED)
                .flatMap(scenario -> told(mutant, scenario).stream())
                .findFirst();
    }

    private Stream<Scenario> variations(Mutant mutant, Scenario scenario) {
        String part = mutant.name().toLowerCase(Locale.ROOT);
        return new Domains(model)
                .all().entrySet().stream()
                        .filter(entry -> !entry.getKey().counts())
                        .filter(entry -> part.contains(entry.getKey().column().toLowerCase(Locale.ROOT)))
                        .flatMap(entry -> entry.getValue().stream()
                                .flatMap(value -> variations(scenario, entry.getKey(), value)));
    }

    private static Stream<Scenario> variations(Scenario scenario, Variable variable, Value value) {
        return IntStream.range(0, scenario.rows().size())
                .filter(row -> scenario.rows()
                        .get(row)
                        .table()
                        .equals(variable.source().table()))
                .mapToObj(row -> scenario.withRow(row, scenario.rows().get(row).with(variable.column(), value)));
    }

    private Optional<Revealed> told(Mutant mutant, Scenario scenario) {
        RuleCase open = scenario.open(subject, at, now);
        Optional<List<RowFate>> rule = fates(open, sql);
        Optional<List<RowFate>> changed = rule.isEmpty() ? rule : fates(open, mutant.sql());
        return rule.isEmpty() || changed.isEmpty() || changed.equals(rule)
                ? Optional.empty()
                : Optional.of(new Revealed(scenario, open, rule.get(), changed));
    }

    private Optional<List<RowFate>> fates(RuleCase open, String statement) {
        try {
            return Optional.of(trial.fates(open, statement));
        } catch (BrokenCaseException e) {
            // The structure has no place for these rows, and the search goes on without them.
            return Optional.empty();
        } catch (MergeException e) {
            Refusal.check(e);
            return Optional.empty();
        }
    }

    private Revealed shrink(Mutant mutant, Revealed revealed) {
        Revealed least = revealed;
        for (int row = least.scenario().rows().size() - 1;
                row >= 0 && least.scenario().rows().size() > 1;
                row--) {
            least = smaller(mutant, least, least.scenario().withoutRow(row));
        }
        for (int row = 0; row < least.scenario().rows().size(); row++) {
            GivenRow given = least.scenario().rows().get(row);
            for (String column : byRelevance(mutant, given)) {
                GivenRow now = least.scenario().rows().get(row);
                if (now.cells().size() > 1) {
                    least = smaller(mutant, least, least.scenario().withRow(row, now.without(column)));
                }
            }
        }
        return least;
    }

    /** Gives the columns that the changed part does not name first. */
    private List<String> byRelevance(Mutant mutant, GivenRow row) {
        List<String> columns = new ArrayList<>(row.cells().keySet());
        String part = mutant.name().toLowerCase(Locale.ROOT);
        columns.sort(java.util.Comparator.comparing(column -> part.contains(column.toLowerCase(Locale.ROOT))));
        return columns;
    }

    private Revealed smaller(Mutant mutant, Revealed revealed, Scenario scenario) {
        RuleCase open = scenario.open(subject, at, now);
        Optional<List<RowFate>> rule = fates(open, sql);
        Optional<List<RowFate>> changed = rule.isEmpty() ? rule : fates(open, mutant.sql());
        boolean alike = rule.isEmpty()
                || changed.equals(rule)
                || changed.isPresent() != revealed.changed().isPresent();
        return alike ? revealed : new Revealed(scenario, open, rule.get(), changed);
    }
}
