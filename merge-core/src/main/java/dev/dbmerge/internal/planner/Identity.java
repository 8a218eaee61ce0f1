package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns by which two rows with one id are told to be one record or two.
 *
 * <p>They are those of the unique keys beside the primary one and the time of creation, where both sides have them; else all that
 * both have. Tokens are none of them, since they change.
 *
 * @param columns as one side has them, and as the other does
 */
record Identity(List<Pair> columns) {
    private static final Set<String> UNCLEAR = Set.of("float", "double", "json", "bit");
    private static final Set<String> CREATED = Set.of("created_at", "created_on");
    private static final Set<String> CHANGED = Set.of("updated_at", "updated_on");

    Identity {
        columns = List.copyOf(columns);
    }

    /** A column on both sides. */
    record Pair(Column one, Column other) {}

    /** Gives the identity of rows that two tables share by one column; empty where they share no other. */
    static Optional<Identity> of(Table one, Table other, String key) {
        List<Pair> shared = one.columns().stream()
                .filter(column -> !column.name().equalsIgnoreCase(key))
                .flatMap(column -> other
                        .column(column.name())
                        .filter(same -> comparable(column, same))
                        .map(same -> new Pair(column, same))
                        .stream())
                .toList();
        List<Pair> telling = shared.stream()
                .filter(pair -> telling(one, pair.one().name())
                        || CREATED.contains(pair.one().name()))
                .toList();
        List<Pair> others = shared.stream()
                .filter(pair -> !CHANGED.contains(pair.one().name()))
                .toList();
        List<Pair> columns = telling.isEmpty() ? others : telling;
        return columns.isEmpty() ? Optional.empty() : Optional.of(new Identity(columns));
    }

    private static boolean telling(Table table, String column) {
        return !column.endsWith("_token")
                && table.keys().stream()
                        .filter(Key::unique)
                        .filter(key -> !key.primary())
                        .anyMatch(key -> key.columns().stream().anyMatch(column::equalsIgnoreCase));
    }

    private static boolean comparable(Column one, Column other) {
        boolean same = one.baseType().equals(other.baseType()) || time(one) && time(other);
        boolean alike = !one.baseType().equals("decimal") || one.type().equals(other.type());
        return same && alike && !UNCLEAR.contains(one.baseType()) && !one.generated() && !other.generated();
    }

    private static boolean time(Column column) {
        return column.baseType().equals("datetime") || column.baseType().equals("timestamp");
    }

    /** Gives SQL for the one side's identity of a row. */
    String ofOne(String reference) {
        return of(reference, columns.stream().map(Pair::one));
    }

    /** Gives SQL for the other side's. */
    String ofOther(String reference) {
        return of(reference, columns.stream().map(Pair::other));
    }

    private static String of(String reference, Stream<Column> columns) {
        return columns.map(column -> value(reference, column))
                .collect(Collectors.joining(", ", "SHA2(CONCAT(", "), 256)"));
    }

    private static String value(String reference, Column column) {
        String name = Names.quote(reference, column.name());
        String text = column.charset().isPresent()
                ? name
                : time(column) ? "CAST(" + name + " AS DATETIME(6))" : plain(name, column);
        String hex = "HEX(CONVERT(" + text + " USING utf8mb4))";
        return "IFNULL(CONCAT(LENGTH(" + hex + "), ':', " + hex + "), 'N')";
    }

    private static String plain(String name, Column column) {
        return column.baseType().contains("int") ? name : "HEX(" + name + ")";
    }

    /** Gives the columns' names in a row, for people. */
    String names() {
        List<String> names = columns.stream().map(pair -> pair.one().name()).toList();
        return names.size() > 4
                ? "all " + names.size() + " columns that both have"
                : String.join(names.size() == 2 ? " and " : ", ", names);
    }
}
