package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.mutation.Condition.Connective;
import dev.dbmerge.internal.mutation.Condition.Form;
import dev.dbmerge.internal.mutation.Condition.Group;
import dev.dbmerge.internal.mutation.Condition.Junction;
import dev.dbmerge.internal.mutation.Condition.Negation;
import dev.dbmerge.internal.mutation.Condition.Predicate;
import dev.dbmerge.internal.mutation.Query.Range;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes conditions: drops, turns round and swaps them, and moves comparisons by one. */
final class ConditionChanges {
    private static final String PART = "this condition";
    private static final Map<Form, String> SIGNS = Map.ofEntries(
            Map.entry(Form.EQUAL, "="),
            Map.entry(Form.UNEQUAL, "<>"),
            Map.entry(Form.LESS, "<"),
            Map.entry(Form.AT_MOST, "<="),
            Map.entry(Form.MORE, ">"),
            Map.entry(Form.AT_LEAST, ">="),
            Map.entry(Form.IS_NULL, "IS NULL"),
            Map.entry(Form.IS_NOT_NULL, "IS NOT NULL"),
            Map.entry(Form.LIKE, "LIKE"),
            Map.entry(Form.NOT_LIKE, "NOT LIKE"),
            Map.entry(Form.IN, "IN"),
            Map.entry(Form.NOT_IN, "NOT IN"),
            Map.entry(Form.BETWEEN, "BETWEEN"),
            Map.entry(Form.NOT_BETWEEN, "NOT BETWEEN"));
    private static final Map<Form, Form> MOVED = Map.of(
            Form.LESS, Form.AT_MOST, Form.AT_MOST, Form.LESS, Form.MORE, Form.AT_LEAST, Form.AT_LEAST, Form.MORE);

    private final RuleTokens tokens;
    private final RuleReader reader;
    private final ChangeList changes;
    private final ValueChanges values;
    private final List<String> notes = new ArrayList<>();

    ConditionChanges(RuleTokens tokens, RuleReader reader, ChangeList changes) {
        this.tokens = tokens;
        this.reader = reader;
        this.changes = changes;
        this.values = new ValueChanges(tokens, reader, changes, this);
    }

    ValueChanges values() {
        return values;
    }

    /** Gives the conditions that stay whole, and why. */
    List<String> notes() {
        return notes;
    }

    /** Changes a condition that stands where NULL counts as FALSE, such as a WHERE; it is not dropped as a whole. */
    void changeOnly(Condition condition, Scope scope) {
        change(condition, scope, true, true);
    }

    /**
     * Changes a condition.
     *
     * @param filtering whether NULL counts as FALSE here
     * @param turned whether it is turned round, too; one behind a NOT is not
     */
    private void change(Condition condition, Scope scope, boolean filtering, boolean turned) {
        if (condition instanceof Junction junction) {
            changeJunction(junction, scope, filtering);
        } else if (condition instanceof Group group) {
            if (turned) {
                negate(group);
            }
            change(group.inner(), scope, filtering, !(group.inner() instanceof Predicate));
        } else if (condition instanceof Negation negation) {
            String operand = tokens.text(negation.operand().from(), negation.to());
            changes.replace(negation.from(), negation.to(), operand, "negate " + words(negation), PART);
            change(negation.operand(), scope, false, false);
        } else if (condition instanceof Predicate predicate) {
            changePredicate(predicate, scope, filtering, turned);
        }
    }

    private void changeJunction(Junction junction, Scope scope, boolean filtering) {
        List<Condition> operands = junction.operands();
        for (int n = 0; n < operands.size(); n++) {
            Condition operand = operands.get(n);
            if (!changesNothing(junction, operand, scope, filtering)) {
                Range gone = n + 1 < operands.size()
                        ? new Range(operand.from(), operands.get(n + 1).from())
                        : new Range(operands.get(n - 1).to(), operand.to());
                changes.remove(gone, new Range(operand.from(), operand.to()), "drop " + words(operand), PART);
            }
            boolean brackets = operand instanceof Group group
                    && group.inner() instanceof Junction inner
                    && inner.connective().ordinal() > junction.connective().ordinal();
            if (brackets) {
                Condition inner = ((Group) operand).inner();
                changes.replace(
                        operand.from(),
                        operand.to(),
                        tokens.text(inner.from(), inner.to()),
                        "drop the parentheses of " + words(operand),
                        "this pair of parentheses");
            }
            change(operand, scope, filtering && junction.connective() != Connective.XOR, true);
        }
        swap(junction);
    }

    private static boolean changesNothing(Junction junction, Condition operand, Scope scope, boolean filtering) {
        return switch (junction.connective()) {
            case AND -> scope.alwaysTrue(operand) || filtering && scope.implied(operand, junction);
            case OR -> scope.alwaysFalse(operand);
            case XOR -> false;
        };
    }

    private void swap(Junction junction) {
        String other = junction.connective() == Connective.OR ? "AND" : "OR";
        StringBuilder swapped = new StringBuilder("(");
        for (Condition operand : junction.operands()) {
            String text = tokens.text(operand.from(), operand.to());
            boolean loose = operand instanceof Junction;
            swapped.append(swapped.length() == 1 ? "" : " " + other + " ").append(loose ? "(" + text + ")" : text);
        }
        changes.replace(
                junction.from(),
                junction.to(),
                swapped.append(')').toString(),
                "swap " + junction.connective() + " in " + words(junction),
                "this " + junction.connective());
    }

    private void negate(Condition condition) {
        String text = tokens.text(condition.from(), condition.to());
        String turned = condition instanceof Group ? "NOT " + text : "NOT (" + text + ")";
        changes.replace(condition.from(), condition.to(), turned, "negate " + words(condition), PART);
    }

    private void changePredicate(Predicate predicate, Scope scope, boolean filtering, boolean turned) {
        boolean never = predicate.form().comparison()
                && (isNull(predicate.from(), predicate.operator()) || isNull(predicate.operands(), predicate.to()));
        if (!never) {
            changeOperator(predicate, scope, filtering, turned);
        }
        if (!predicate.reason().isEmpty()) {
            notes.add(words(predicate) + " is changed as a whole only: " + predicate.reason());
        }
        changeOperands(predicate, scope);
    }

    private void changeOperator(Predicate predicate, Scope scope, boolean filtering, boolean turned) {
        Form form = predicate.form();
        Form opposite = ConditionReader.opposite(form);
        if (MOVED.containsKey(form)) {
            arrow(predicate, MOVED.get(form));
        }
        if (form == Form.NULL_SAFE) {
            boolean left = scope.neverNull(predicate.from(), predicate.operator());
            boolean right = scope.neverNull(predicate.operands(), predicate.to());
            boolean same = left && right || filtering && (left || right);
            if (!same) {
                arrow(predicate, Form.EQUAL);
            }
        }
        if (turned && (opposite == form || MOVED.containsKey(form))) {
            negate(predicate);
        } else if (turned) {
            arrow(predicate, opposite);
        }
    }

    private void arrow(Predicate predicate, Form form) {
        int end = predicate.operands();
        String sign = SIGNS.get(form);
        String left = tokens.words(predicate.from(), predicate.operator());
        String right = end < predicate.to() ? " " + tokens.words(end, predicate.to()) : "";
        String name = words(predicate) + " -> " + left + " " + sign + right;
        Range shown = new Range(predicate.from(), predicate.to());
        boolean tight = end < predicate.to() && tokens.touching(end - 1);
        String with = tight && Character.isLetter(sign.charAt(0)) ? sign + " " : sign;
        changes.replaceShowing(new Range(predicate.operator(), end), with, shown, name, PART);
    }

    private boolean isNull(int from, int to) {
        return to - from == 1 && tokens.word(from, "NULL");
    }

    private void changeOperands(Predicate predicate, Scope scope) {
        Form form = predicate.form();
        if (form == Form.EXISTS) {
            return;
        }
        if (form == Form.OTHER) {
            values.change(predicate.from(), predicate.to(), scope, Optional.empty());
            return;
        }
        Optional<Column> left = column(predicate.from(), predicate.operator(), scope);
        Optional<Column> right = column(predicate.operands(), predicate.to(), scope);
        values.change(predicate.from(), predicate.operator(), scope, right);
        int at = predicate.operands();
        boolean pattern = form == Form.LIKE || form == Form.NOT_LIKE;
        if (pattern && at < predicate.to() && tokens.get(at).kind() == Token.Kind.STRING) {
            values.changePattern(at);
        } else if (form == Form.IN || form == Form.NOT_IN) {
            changeList(predicate, scope, left);
        } else if (form == Form.BETWEEN || form == Form.NOT_BETWEEN) {
            int and = tokens.find(at, predicate.to(), java.util.Set.of("AND"));
            values.change(at, and, scope, left);
            values.change(Math.min(and + 1, predicate.to()), predicate.to(), scope, left);
        } else if (form != Form.IS_NULL && form != Form.IS_NOT_NULL) {
            values.change(at, predicate.to(), scope, left);
        }
    }

    private static Optional<Column> column(int from, int to, Scope scope) {
        return scope.column(from, to).map(Scope.Seen::column);
    }

    private void changeList(Predicate predicate, Scope scope, Optional<Column> column) {
        int open = predicate.operands();
        if (!tokens.symbol(open, '(') || tokens.query(open + 1)) {
            return;
        }
        List<Range> members = reader.items(open + 1, tokens.closing(open));
        for (int n = 0; n < members.size(); n++) {
            Range member = members.get(n);
            if (members.size() == 1) {
                values.change(member.from(), member.to(), scope, column);
            } else {
                Range gone = n + 1 < members.size()
                        ? new Range(member.from(), members.get(n + 1).from())
                        : new Range(members.get(n - 1).to(), member.to());
                String name = "drop " + tokens.words(member.from(), member.to()) + " from " + words(predicate);
                changes.remove(gone, member, name, "this value");
            }
        }
    }

    private String words(Condition condition) {
        return tokens.words(condition.from(), condition.to());
    }
}
