package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.mutation.Query.Range;
import dev.dbmerge.internal.mutation.Query.Source;
import dev.dbmerge.internal.mutation.Scenario.GivenRow;
import dev.dbmerge.internal.schema.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists rows to try a rule with: those that it acts on, those that miss one condition, and variations in one column and in two. */
final class Scenarios {
    private static final int VARIED_CHOICES = 24;
    private static final int PAIRED_CHOICES = 3;

    private final RuleModel model;
    private final Domains domains;
    private final int most;
    private final Set<Scenario> scenarios = new LinkedHashSet<>();

    private Scenarios(RuleModel model, int most) {
        this.model = model;
        this.domains = new Domains(model);
        this.most = most;
    }

    /** Gives at most so many, always in the same order. */
    static List<Scenario> of(RuleModel model, int most) {
        Scenarios list = new Scenarios(model, most);
        list.fill();
        return List.copyOf(list.scenarios);
    }

    private void fill() {
        List<Map<Variable, Value>> bases = new ArrayList<>();
        for (Choice choice : new Possibilities(model, domains).all()) {
            Map<Variable, Value> base = new LinkedHashMap<>();
            choice.values()
                    .forEach((variable, values) ->
                            base.put(variable, values.iterator().next()));
            bases.add(base);
        }
        bases.forEach(this::add);
        bases.stream().limit(VARIED_CHOICES).forEach(base -> vary(base, false));
        bases.stream().limit(PAIRED_CHOICES).forEach(base -> vary(base, true));
    }

    private void vary(Map<Variable, Value> base, boolean twice) {
        domains.all()
                .forEach((variable, values) -> values.forEach(value -> {
                    Map<Variable, Value> varied = new LinkedHashMap<>(base);
                    varied.put(variable, value);
                    if (twice && scenarios.size() < most) {
                        vary(varied, false);
                    } else {
                        add(varied);
                    }
                }));
    }

    private void add(Map<Variable, Value> values) {
        if (scenarios.size() >= most) {
            return;
        }
        List<GivenRow> rows = new ArrayList<>();
        for (Source source : model.sources()) {
            int count = Integer.parseInt(values.getOrDefault(Variable.rows(source), Value.plain("1"))
                    .text()
                    .orElse("1"));
            for (int n = 0; n < count; n++) {
                rows.add(row(source, values, n));
            }
        }
        scenarios.add(new Scenario(rows));
    }

    /** A second row of a source has another key, and other values where the rule puts rows in order. */
    private GivenRow row(Source source, Map<Variable, Value> values, int n) {
        Map<String, Value> cells = new LinkedHashMap<>();
        for (Variable variable : domains.all().keySet()) {
            if (variable.source().equals(source) && !variable.counts() && values.containsKey(variable)) {
                cells.put(variable.column(), values.get(variable));
            }
        }
        List<String> key = model.schema()
                .table(source.table())
                .flatMap(table -> table.primaryKey())
                .map(Key::columns)
                .orElse(List.of());
        if (n > 0) {
            cells.keySet().removeAll(key);
        }
        for (Variable variable : orders()) {
            List<Value> several = List.copyOf(domains.of(variable));
            boolean free = variable.source().equals(source)
                    && !cells.containsKey(variable.column())
                    && !key.contains(variable.column());
            if (free && !several.isEmpty()) {
                cells.put(variable.column(), several.get(n % several.size()));
            }
        }
        return new GivenRow(source.table(), cells);
    }

    private Set<Variable> orders() {
        Set<Variable> orders = new LinkedHashSet<>();
        for (Scope scope : model.scopes()) {
            for (Range order : scope.query().orders()) {
                orders.addAll(model.variables(scope, order.from(), order.to()));
            }
        }
        return orders;
    }
}
