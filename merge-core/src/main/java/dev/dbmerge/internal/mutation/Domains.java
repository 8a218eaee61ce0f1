package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.mutation.Condition.Form;
import dev.dbmerge.internal.mutation.Condition.Predicate;
import dev.dbmerge.internal.mutation.Query.Assignment;
import dev.dbmerge.internal.mutation.Query.Source;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.sql.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects the values that are worth trying for each column that a rule mentions. */
final class Domains {
    private static final int MOST_MEMBERS = 8;
    private static final Pattern MEMBER = Pattern.compile("'((?:[^']|'')*)'");
    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "bit", "year");
    private static final Set<String> TIMES = Set.of("date", "datetime", "timestamp");
    private static final int LONGEST = 40;

    private final RuleModel model;
    private final RuleTokens tokens;
    private final Map<Variable, Set<Value>> domains = new LinkedHashMap<>();

    Domains(RuleModel model) {
        this.model = model;
        this.tokens = model.tokens();
        for (Scope scope : model.scopes()) {
            model.conditions(scope).stream()
                    .flatMap(condition -> RuleModel.predicates(condition).stream())
                    .forEach(predicate -> collect(scope, predicate));
            scope.query().assignments().forEach(assignment -> collect(scope, assignment));
            scope.query().orders().forEach(order -> add(scope, order.from(), order.to(), List.of(), false));
            linkSubqueries(scope);
        }
        domains.forEach((variable, values) -> complete(variable, values));
        for (Source source : model.sources()) {
            domains.put(Variable.rows(source), counts());
        }
    }

    private Set<Value> counts() {
        Set<Value> counts = new LinkedHashSet<>(List.of(Value.plain("1"), Value.plain("0"), Value.plain("2")));
        for (Scope scope : model.scopes()) {
            int limit = scope.query().limit();
            if (limit >= 0 && tokens.get(limit).text().matches("\\d{1,2}")) {
                counts.add(Value.plain(
                        String.valueOf(Integer.parseInt(tokens.get(limit).text()) + 1)));
            }
        }
        return counts;
    }

    /** Gives the variables with their values, those worth trying first in front. */
    Map<Variable, Set<Value>> all() {
        return domains;
    }

    Set<Value> of(Variable variable) {
        return domains.getOrDefault(variable, Set.of());
    }

    Column column(Variable variable) {
        return model.schema()
                .table(variable.source().table())
                .flatMap(table -> table.column(variable.column()))
                .orElseThrow();
    }

    private void collect(Scope scope, Predicate predicate) {
        boolean like = predicate.form() == Form.LIKE || predicate.form() == Form.NOT_LIKE;
        add(scope, predicate.from(), predicate.to(), literals(predicate.from(), predicate.to()), like);
    }

    private void collect(Scope scope, Assignment assignment) {
        List<Token> literals =
                literals(assignment.value().from(), assignment.value().to());
        add(scope, assignment.column().from(), assignment.column().to(), literals, false);
        add(scope, assignment.value().from(), assignment.value().to(), List.of(), false);
    }

    private void linkSubqueries(Scope scope) {
        for (Query inner : scope.query().inner()) {
            model.selected(scope.inside(inner))
                    .ifPresent(variable -> domains.computeIfAbsent(variable, one -> new LinkedHashSet<>()));
        }
    }

    private List<Token> literals(int from, int to) {
        List<Token> literals = new ArrayList<>();
        int i = from;
        while (i < to) {
            Token.Kind kind = tokens.get(i).kind();
            if (kind == Token.Kind.STRING || kind == Token.Kind.NUMBER) {
                literals.add(tokens.get(i));
            }
            boolean query = tokens.symbol(i, '(') && tokens.query(i + 1);
            i = query ? tokens.next(i) : i + 1;
        }
        return literals;
    }

    private void add(Scope scope, int from, int to, List<Token> literals, boolean like) {
        boolean timed = model.timed(from, to);
        List<Value> paths = documents(literals);
        for (Variable variable : model.variables(scope, from, to)) {
            Set<Value> values = domains.computeIfAbsent(variable, one -> new LinkedHashSet<>());
            Column column = column(variable);
            if (timed && TIMES.contains(column.baseType())) {
                values.addAll(moments(from, to));
            }
            if (!number(column) && !TIMES.contains(column.baseType())) {
                values.addAll(paths);
            }
            literals.forEach(literal -> values.addAll(around(column, literal, like)));
        }
    }

    static boolean number(Column column) {
        return NUMBERS.contains(column.baseType());
    }

    static boolean moment(Column column) {
        return TIMES.contains(column.baseType());
    }

    private List<Value> moments(int from, int to) {
        Set<Value> moments = new LinkedHashSet<>();
        for (int i = from; i + 2 < to; i++) {
            boolean interval =
                    tokens.word(i, "INTERVAL") && tokens.get(i + 1).text().matches("\\d{1,5}");
            if (interval && tokens.get(i + 2).text().matches("(?i)second|minute|hour|day|week|month|year")) {
                int count = Integer.parseInt(tokens.get(i + 1).text());
                String unit = " " + tokens.get(i + 2).text().toLowerCase(Locale.ROOT) + "s";
                for (String sign : List.of("- ", "+ ")) {
                    moments.add(Value.plain("now " + sign + (count + 2) + unit));
                    moments.add(Value.plain("now " + sign + (count + 1) + unit));
                    moments.add(Value.plain("now " + sign + count + unit));
                    moments.add(Value.plain("now " + sign + Math.max(count - 1, 0) + unit));
                }
            }
        }
        for (String moment : List.of("now - 31 days", "now - 1 days", "now", "now + 1 days", "now - 10 years")) {
            moments.add(Value.plain(moment));
        }
        return List.copyOf(moments);
    }

    /** Gives documents for paths such as {@code $.kind} that a function of JSON asks for. */
    private static List<Value> documents(List<Token> literals) {
        List<Value> documents = new ArrayList<>();
        List<String> texts = literals.stream()
                .map(token -> token.kind() == Token.Kind.STRING ? Literals.text(token) : token.text())
                .toList();
        for (String path : texts) {
            if (path.matches("\\$\\.\\w+")) {
                String key = "{\"" + path.substring(2) + "\": ";
                texts.stream()
                        .filter(text -> !text.startsWith("$") && !text.contains("\""))
                        .forEach(text -> documents.add(Value.text(key + "\"" + text + "\"}")));
                documents.add(Value.text(key + "\"something\"}"));
                documents.add(Value.text(key + "1}"));
                documents.add(Value.text("{}"));
            }
        }
        return documents;
    }

    private static List<Value> around(Column column, Token literal, boolean like) {
        String text = literal.kind() == Token.Kind.STRING ? Literals.text(literal) : literal.text();
        if (number(column)) {
            return text.matches("\\d{1,18}") ? numbers(column, text) : List.of();
        }
        if (TIMES.contains(column.baseType())) {
            return times(text);
        }
        if (literal.kind() == Token.Kind.NUMBER) {
            return lengths(column, text);
        }
        Set<String> texts = new LinkedHashSet<>();
        if (like) {
            String bare = text.replace("\\%", "%").replace("\\_", "_");
            String core = text.replaceAll("(?<!\\\\)%", "")
                    .replace('_', 'x')
                    .replace("\\x", "_")
                    .replace("\\%", "%");
            texts.addAll(List.of(core, core + "Z", "Z" + core, "Z" + core + "Z", bare, "another"));
        } else {
            texts.addAll(List.of(text, text + " ", swapped(text), text + "x", "x" + text, "another"));
        }
        texts.add("");
        return texts.stream()
                .filter(one -> Literals.holds(column, one))
                .map(Value::text)
                .toList();
    }

    private static List<Value> numbers(Column column, String text) {
        BigDecimal number = new BigDecimal(text);
        return List.of(
                        number,
                        number.subtract(BigDecimal.ONE),
                        number.add(BigDecimal.ONE),
                        number.negate(),
                        BigDecimal.ZERO)
                .stream()
                .filter(one -> Literals.holds(column, one))
                .map(one -> Value.plain(one.toPlainString()))
                .toList();
    }

    private static List<Value> times(String text) {
        List<Value> times = new ArrayList<>();
        if (Literals.dayLater(text).isPresent()) {
            times.add(Value.plain(text));
            for (int days : List.of(-1, 1)) {
                Literals.daysLater(text, days).map(Value::plain).ifPresent(times::add);
            }
            if (text.length() == 10) {
                times.add(Value.plain(text + " 12:00:00"));
            }
        }
        return times;
    }

    private static List<Value> lengths(Column column, String text) {
        List<Value> values = new ArrayList<>();
        if (column.charset().isPresent() && text.matches("\\d{1,2}") && Integer.parseInt(text) < LONGEST) {
            int length = Integer.parseInt(text);
            values.add(Value.text("x".repeat(length)));
            values.add(Value.text("x".repeat(length + 1)));
            values.add(Value.text("x".repeat(Math.max(length - 1, 0))));
            values.add(Value.text(text));
        }
        return values;
    }

    private static String swapped(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.equals(text) ? text.toUpperCase(Locale.ROOT) : lower;
    }

    /** Adds what any column of the type may have. */
    private void complete(Variable variable, Set<Value> values) {
        Column column = column(variable);
        boolean key = model.schema()
                .table(variable.source().table())
                .flatMap(table -> table.primaryKey())
                .filter(one -> one.columns().contains(column.name()))
                .isPresent();
        if (number(column)) {
            List.of("1", "0", "2", "3").forEach(number -> values.add(Value.plain(number)));
        } else if (TIMES.contains(column.baseType())) {
            List.of("2012-06-15", "2012-06-16").forEach(time -> values.add(Value.plain(time)));
        } else if (column.charset().isPresent()) {
            List.of("some", " Some Thing ", "").forEach(text -> values.add(Value.text(text)));
        }
        if (column.baseType().equals("enum") || column.baseType().equals("set")) {
            MEMBER.matcher(column.type())
                    .results()
                    .limit(MOST_MEMBERS)
                    .forEach(member -> values.add(Value.text(member.group(1).replace("''", "'"))));
            values.removeIf(value -> !column.type().contains("'" + value.text().orElse("") + "'"));
        }
        if (column.nullable()) {
            values.add(Value.NULL);
        }
        if (key) {
            values.remove(Value.plain("0"));
            values.remove(Value.NULL);
        }
    }
}
