package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.mutation.Condition.Connective;
import dev.dbmerge.internal.mutation.Condition.Form;
import dev.dbmerge.internal.mutation.Condition.Group;
import dev.dbmerge.internal.mutation.Condition.Junction;
import dev.dbmerge.internal.mutation.Condition.Negation;
import dev.dbmerge.internal.mutation.Condition.Predicate;
import dev.dbmerge.internal.mutation.Query.Join;
import dev.dbmerge.internal.mutation.Query.Range;
import dev.dbmerge.internal.mutation.Query.Source;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.sql.Token;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the values that make a rule's conditions hold, or one of them alone fail.
 *
 * <p>It knows what simple comparisons mean and leaves everything else open: which rows tell two statements apart is for the server to say.
 */
final class Possibilities {
    private static final List<Choice> FREE = List.of(Choice.FREE);

    private final RuleModel model;
    private final Domains domains;

    Possibilities(RuleModel model, Domains domains) {
        this.model = model;
        this.domains = domains;
    }

    /** Gives the choices for the whole rule: first those for which it acts, then those that differ from them in one condition. */
    List<Choice> all() {
        Set<Choice> all = new LinkedHashSet<>();
        for (Scope scope : model.scopes()) {
            if (model.scopes().get(0) == scope || scope.query().sources().isEmpty()) {
                all.addAll(rows(scope, true));
                all.addAll(rows(scope, false));
            }
        }
        for (Scope scope : model.scopes()) {
            all.addAll(rows(scope, true));
            for (Condition branch : model.branches(scope.query())) {
                List<Choice> acting = rows(scope, true);
                all.addAll(Choice.both(of(branch, true, scope), acting));
                all.addAll(Choice.both(of(branch, false, scope), acting));
            }
        }
        return List.copyOf(all);
    }

    /** Gives the choices for which a query finds a row, or finds none because of one condition. */
    private List<Choice> rows(Scope scope, boolean wanted) {
        Query query = scope.query();
        List<List<Choice>> hold = new ArrayList<>();
        List<List<Choice>> fail = new ArrayList<>();
        for (Source source : query.sources()) {
            if (domains.of(Variable.rows(source)).isEmpty()) {
                continue;
            }
            boolean optional = source.join() == Join.LEFT;
            List<Choice> there = List.of(count(source, "1"));
            List<Choice> matching = source.on()
                    .map(on -> Choice.both(there, of(on, true, scope)))
                    .orElse(there);
            List<Choice> other = source.on()
                    .map(on -> Choice.both(there, of(on, false, scope)))
                    .orElse(List.of());
            List<Choice> missing = Choice.either(List.of(count(source, "0")), other);
            hold.add(optional ? Choice.either(matching, missing) : matching);
            fail.add(missing);
        }
        query.where().ifPresent(where -> {
            hold.add(of(where, true, scope));
            fail.add(of(where, false, scope));
        });
        return wanted ? product(hold) : oneFails(hold, fail);
    }

    private static List<Choice> product(List<List<Choice>> parts) {
        List<Choice> all = FREE;
        for (List<Choice> part : parts) {
            all = Choice.both(part, all);
        }
        return all;
    }

    private static List<Choice> oneFails(List<List<Choice>> hold, List<List<Choice>> fail) {
        List<Choice> all = new ArrayList<>();
        for (int i = 0; i < hold.size(); i++) {
            List<List<Choice>> parts = new ArrayList<>(hold);
            parts.set(i, fail.get(i));
            List<Choice> some = product(parts);
            all.addAll(some.isEmpty() ? fail.get(i) : some);
        }
        return all;
    }

    private static Choice count(Source source, String count) {
        return Choice.of(Variable.rows(source), Set.of(Value.plain(count)));
    }

    private List<Choice> of(Condition condition, boolean wanted, Scope scope) {
        if (condition instanceof Negation negation) {
            return of(negation.operand(), !wanted, scope);
        }
        if (condition instanceof Group group) {
            return of(group.inner(), wanted, scope);
        }
        if (condition instanceof Junction junction) {
            return of(junction, wanted, scope);
        }
        return of((Predicate) condition, wanted, scope);
    }

    private List<Choice> of(Junction junction, boolean wanted, Scope scope) {
        List<List<Choice>> hold = junction.operands().stream()
                .map(operand -> of(operand, true, scope))
                .toList();
        List<List<Choice>> fail = junction.operands().stream()
                .map(operand -> of(operand, false, scope))
                .toList();
        if (junction.connective() == Connective.XOR) {
            return wanted ? oneFails(hold, fail) : Choice.either(product(hold), product(fail));
        }
        boolean all = junction.connective() == Connective.AND;
        if (all == wanted) {
            return product(wanted ? hold : fail);
        }
        return oneFails(wanted ? fail : hold, wanted ? hold : fail);
    }

    private List<Choice> of(Predicate predicate, boolean wanted, Scope scope) {
        Optional<Variable> left = model.variable(scope, predicate.from(), predicate.operator());
        Optional<Variable> right = model.variable(scope, predicate.operands(), predicate.to());
        int at = predicate.operands();
        Form form = predicate.form();
        if (form == Form.EXISTS) {
            return model.inside(scope, at).map(inner -> rows(inner, wanted)).orElse(FREE);
        }
        if ((form == Form.IN || form == Form.NOT_IN) && model.tokens().query(at + 1)) {
            return left.flatMap(column ->
                            model.inside(scope, at).map(inner -> in(column, inner, wanted == (form == Form.IN))))
                    .orElse(FREE);
        }
        if (left.isPresent() && right.isPresent()) {
            return pairs(left.get(), right.get(), form, wanted);
        }
        if (left.isPresent() && (form == Form.IS_NULL || form == Form.IS_NOT_NULL)) {
            return nulls(left.get(), wanted == (form == Form.IS_NULL));
        }
        Optional<Variable> flag =
                form == Form.OTHER ? model.variable(scope, predicate.from(), predicate.to()) : Optional.empty();
        if (flag.isPresent()) {
            return flag(flag.get(), wanted);
        }
        List<List<Token>> literals = literals(predicate);
        return left.isPresent() && !literals.isEmpty() ? single(left.get(), form, literals, wanted) : FREE;
    }

    private List<Choice> in(Variable column, Scope inner, boolean wanted) {
        List<Choice> rows = rows(inner, true);
        Optional<Variable> selected = model.selected(inner);
        if (selected.isEmpty()) {
            return wanted ? rows : rows(inner, false);
        }
        List<Choice> same = pairs(column, selected.get(), Form.EQUAL, true);
        if (wanted) {
            return Choice.both(same, rows);
        }
        List<Choice> others = Choice.both(pairs(column, selected.get(), Form.EQUAL, false), rows);
        return Choice.either(others, Choice.both(same, rows(inner, false)));
    }

    private List<Choice> flag(Variable variable, boolean wanted) {
        List<Choice> choices = new ArrayList<>();
        for (Value value : domains.of(variable)) {
            boolean holds = !value.isNull() && !value.text().orElse("").equals("0");
            if (holds == wanted) {
                choices.add(Choice.of(variable, Set.of(value)));
            }
        }
        return choices.size() > 2 ? choices.subList(0, 2) : choices;
    }

    /** A row that an outer join does not find is as good as a NULL. */
    private List<Choice> nulls(Variable variable, boolean wanted) {
        Set<Value> some = new LinkedHashSet<>(domains.of(variable));
        some.removeIf(value -> value.isNull() != wanted);
        List<Choice> choices = some.isEmpty() ? List.of() : List.of(Choice.of(variable, some));
        boolean optional = wanted && variable.source().join() == Join.LEFT;
        return optional ? Choice.either(List.of(count(variable.source(), "0")), choices) : choices;
    }

    private List<Choice> pairs(Variable left, Variable right, Form form, boolean wanted) {
        List<Choice> pairs = new ArrayList<>();
        Set<String> kinds = new LinkedHashSet<>();
        for (Value one : domains.of(left)) {
            for (Value other : domains.of(right)) {
                boolean holds = Comparison.holds(form, one, List.of(other), domains.column(left))
                        .orElse(wanted);
                String kind = one.isNull() + " " + other.isNull() + " "
                        + Comparison.sign(one, other, domains.column(left)).map(Math::abs);
                if (holds == wanted && kinds.add(kind)) {
                    Choice.of(left, Set.of(one))
                            .and(Choice.of(right, Set.of(other)))
                            .ifPresent(pairs::add);
                }
            }
        }
        return pairs.isEmpty() ? FREE : pairs;
    }

    private List<Choice> single(Variable variable, Form form, List<List<Token>> literals, boolean wanted) {
        Column column = domains.column(variable);
        List<Value> values =
                literals.stream().map(tokens -> value(column, tokens)).toList();
        Set<Value> some = new LinkedHashSet<>();
        Set<Value> none = new LinkedHashSet<>();
        for (Value candidate : domains.of(variable)) {
            Optional<Boolean> holds = Comparison.holds(form, candidate, values, column);
            if (holds.orElse(wanted) == wanted) {
                (candidate.isNull() ? none : some).add(candidate);
            }
        }
        List<Choice> choices = new ArrayList<>();
        if (!some.isEmpty()) {
            choices.add(Choice.of(variable, some));
        }
        if (!none.isEmpty()) {
            choices.add(Choice.of(variable, none));
        }
        return choices;
    }

    private static Value value(Column column, List<Token> tokens) {
        Token token = tokens.get(tokens.size() - 1);
        String sign = tokens.size() > 1 ? "-" : "";
        String text = token.kind() == Token.Kind.STRING ? Literals.text(token) : token.text();
        return Domains.number(column) || Domains.moment(column) ? Value.plain(sign + text) : Value.text(sign + text);
    }

    /** Gives the literals on the right side; none where anything else stands there. */
    private List<List<Token>> literals(Predicate predicate) {
        RuleTokens tokens = model.tokens();
        List<List<Token>> literals = new ArrayList<>();
        int at = predicate.operands();
        if (predicate.form() == Form.OTHER) {
            return List.of();
        }
        List<Range> ranges = new ArrayList<>(List.of(new Range(at, predicate.to())));
        if (predicate.form() == Form.IN || predicate.form() == Form.NOT_IN) {
            ranges = tokens.symbol(at, '(') ? model.members(at) : List.of();
        } else if (predicate.form() == Form.BETWEEN || predicate.form() == Form.NOT_BETWEEN) {
            int and = tokens.find(at, predicate.to(), Set.of("AND"));
            ranges = List.of(new Range(at, and), new Range(and + 1, predicate.to()));
        }
        for (Range range : ranges) {
            boolean negative = range.to() - range.from() == 2 && tokens.symbol(range.from(), '-');
            boolean one = range.to() - range.from() == 1 || negative;
            Token.Kind kind = one ? tokens.get(range.to() - 1).kind() : Token.Kind.SYMBOL;
            if (kind != Token.Kind.STRING && kind != Token.Kind.NUMBER) {
                return List.of();
            }
            literals.add(java.util.stream.IntStream.range(range.from(), range.to())
                    .mapToObj(tokens::get)
                    .toList());
        }
        return literals;
    }
}
