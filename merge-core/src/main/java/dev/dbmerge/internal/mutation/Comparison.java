package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.mutation.Condition.Form;
import dev.dbmerge.internal.schema.Column;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what a comparison of two values comes to, where that needs no server. */
final class Comparison {
    private Comparison() {}

    /** Tells whether a predicate holds for a value; empty where only the server can say. */
    static Optional<Boolean> holds(Form form, Value value, List<Value> others, Column column) {
        if (form == Form.NULL_SAFE) {
            return value.isNull() || others.get(0).isNull()
                    ? Optional.of(value.isNull() && others.get(0).isNull())
                    : sign(value, others.get(0), column).map(sign -> sign == 0);
        }
        if (value.isNull() || others.stream().anyMatch(Value::isNull)) {
            return Optional.of(false);
        }
        return switch (form) {
            case EQUAL -> sign(value, others.get(0), column).map(sign -> sign == 0);
            case UNEQUAL -> sign(value, others.get(0), column).map(sign -> sign != 0);
            case LESS -> sign(value, others.get(0), column).map(sign -> sign < 0);
            case AT_MOST -> sign(value, others.get(0), column).map(sign -> sign <= 0);
            case MORE -> sign(value, others.get(0), column).map(sign -> sign > 0);
            case AT_LEAST -> sign(value, others.get(0), column).map(sign -> sign >= 0);
            case IN -> Optional.of(in(value, others, column));
            case NOT_IN -> Optional.of(!in(value, others, column));
            case BETWEEN -> between(value, others, column);
            case NOT_BETWEEN -> between(value, others, column).map(holds -> !holds);
            case LIKE -> Optional.of(like(value, others.get(0)));
            case NOT_LIKE -> Optional.of(!like(value, others.get(0)));
            default -> Optional.empty();
        };
    }

    private static boolean in(Value value, List<Value> others, Column column) {
        return others.stream()
                .anyMatch(other ->
                        sign(value, other, column).filter(sign -> sign == 0).isPresent());
    }

    private static Optional<Boolean> between(Value value, List<Value> others, Column column) {
        Optional<Integer> low = sign(value, others.get(0), column);
        Optional<Integer> high = sign(value, others.get(1), column);
        return low.isEmpty() || high.isEmpty() ? Optional.empty() : Optional.of(low.get() >= 0 && high.get() <= 0);
    }

    private static boolean like(Value value, Value pattern) {
        StringBuilder regex = new StringBuilder();
        String text = pattern.text().orElse("");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escaped = c == '\\' && i + 1 < text.length();
            String part = String.valueOf(escaped ? text.charAt(++i) : c);
            regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(part));
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                .matcher(value.text().orElse(""))
                .matches();
    }

    /** Compares two values as a column's type does; texts without regard to case and trailing blanks, as most collations. */
    static Optional<Integer> sign(Value value, Value other, Column column) {
        if (value.isNull() || other.isNull()) {
            return Optional.empty();
        }
        String one = value.text().get();
        String two = other.text().get();
        if (Domains.number(column)) {
            boolean numbers = one.matches("-?\\d+(\\.\\d+)?") && two.matches("-?\\d+(\\.\\d+)?");
            return numbers ? Optional.of(new BigDecimal(one).compareTo(new BigDecimal(two))) : Optional.empty();
        }
        if (Domains.moment(column)) {
            boolean moments = !one.startsWith("now") && !two.startsWith("now");
            return moments ? Optional.of(whole(one).compareTo(whole(two))) : Optional.empty();
        }
        return Optional.of(folded(one).compareTo(folded(two)));
    }

    private static String whole(String moment) {
        return moment.length() == 10 ? moment + " 00:00:00" : moment;
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT).stripTrailing();
    }
}
