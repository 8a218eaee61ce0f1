package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.sql.Token;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows other values for a literal, and the values that a type can hold. */
final class Literals {
    private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(.*)", Pattern.DOTALL);
    private static final Pattern WHOLE = Pattern.compile("\\d+");
    private static final Pattern LENGTH = Pattern.compile("\\w+\\((\\d+)\\).*");
    private static final Map<String, Integer> BITS =
            Map.of("tinyint", 8, "smallint", 16, "mediumint", 24, "int", 32, "bigint", 64);

    private Literals() {}

    /** Gives a string literal's text. */
    static String text(Token token) {
        String quoted = token.text();
        char quote = quoted.charAt(0);
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c == '\\' && i + 1 < quoted.length() - 1) {
                c = quoted.charAt(++i);
                int special = "0nrtbZ".indexOf(c);
                if (c == '%' || c == '_') {
                    text.append('\\');
                } else if (special >= 0) {
                    c = "\0\n\r\t\b\u001a".charAt(special);
                }
            } else if (c == quote) {
                i++;
            }
            text.append(c);
        }
        return text.toString();
    }

    /** Gives other texts for one, as literals. */
    static List<String> otherTexts(String text, Optional<Column> column) {
        Optional<String> later = dayLater(text);
        if (later.isPresent()) {
            return List.of(Names.literal(later.get()));
        }
        if (WHOLE.matcher(text).matches()) {
            return List.of(
                    Names.literal(new BigInteger(text).add(BigInteger.ONE).toString()));
        }
        int length = column.flatMap(Literals::length).orElse(Integer.MAX_VALUE);
        String other = text.equals("another") ? "other" : "another";
        if (other.length() > length) {
            other = text.startsWith("a") ? "b" : "a";
        }
        Set<String> others = new LinkedHashSet<>(List.of(other, ""));
        others.remove(text);
        return others.stream().map(Names::literal).toList();
    }

    /** Gives other patterns for one of LIKE, as literals. */
    static List<String> otherPatterns(String pattern) {
        Set<String> others = new LinkedHashSet<>();
        boolean open = pattern.endsWith("%") && !pattern.endsWith("\\%");
        if (open) {
            others.add(pattern.substring(0, pattern.length() - 1));
        }
        if (pattern.startsWith("%")) {
            others.add(pattern.substring(1));
        }
        if (!open && !pattern.startsWith("%")) {
            others.add(pattern + "%");
        }
        others.add("another");
        others.remove(pattern);
        return others.stream().map(Literals::patternLiteral).toList();
    }

    private static String patternLiteral(String pattern) {
        return Names.literal(pattern).replace("\\\\%", "\\%").replace("\\\\_", "\\_");
    }

    /** Gives the same time of the next day; empty for a text that is no date. */
    static Optional<String> dayLater(String text) {
        return daysLater(text, 1);
    }

    static Optional<String> daysLater(String text, int days) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(date.group(1)).plusDays(days) + date.group(2));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Gives the next number, or the one before where the column cannot hold the next; empty where it holds neither. */
    static Optional<String> otherNumber(String number, Optional<Column> column) {
        BigDecimal value = new BigDecimal(number);
        boolean held = column.isEmpty() || holds(column.get(), value);
        return List.of(value.add(BigDecimal.ONE), value.subtract(BigDecimal.ONE)).stream()
                .filter(other -> column.isEmpty() || held || holds(column.get(), other))
                .filter(other -> column.isEmpty() || !held || holds(column.get(), other))
                .map(BigDecimal::toPlainString)
                .findFirst();
    }

    /** Tells whether an integer column can hold a number; other columns count as holding any. */
    static boolean holds(Column column, BigDecimal value) {
        Integer bits = BITS.get(column.baseType());
        if (bits == null) {
            return true;
        }
        boolean unsigned = column.type().contains("unsigned");
        BigInteger most = BigInteger.ONE.shiftLeft(unsigned ? bits : bits - 1).subtract(BigInteger.ONE);
        BigInteger least =
                unsigned ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(bits - 1).negate();
        return value.compareTo(new BigDecimal(most)) <= 0 && value.compareTo(new BigDecimal(least)) >= 0;
    }

    /** Tells whether a text column has the room for a text. */
    static boolean holds(Column column, String text) {
        return length(column).orElse(Integer.MAX_VALUE) >= text.length();
    }

    private static Optional<Integer> length(Column column) {
        Matcher length = LENGTH.matcher(column.type());
        boolean counted = Set.of("char", "varchar", "binary", "varbinary").contains(column.baseType());
        return counted && length.matches() ? Optional.of(Integer.parseInt(length.group(1))) : Optional.empty();
    }
}
