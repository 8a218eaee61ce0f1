package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.schema.TableRules;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.Token;
import dev.dbmerge.plan.ColumnMapping;
import dev.dbmerge.plan.ColumnMapping.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the SQL of the spec's lines that make rows fit. */
public final class FittingLines {
    private static final String NUMBER = "_dbmerge_nth";

    private final OverlaidTable table;

    public FittingLines(OverlaidTable table) {
        this.table = table;
    }

    /** Gives what {@code convert} says for a column; empty where no conversion helps. */
    public Optional<String> convert(Column column) {
        return FittingValue.exists(column)
                ? Optional.of(FittingValue.way(column).name().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** Gives a value for a column that must have one: of its own for each row where they must differ. */
    public String value(Column column) {
        Table target = table.target();
        boolean unique = target.keys().stream()
                .anyMatch(key -> key.unique() && !key.primary() && key.columns().equals(List.of(column.name())));
        Optional<String> id = target.primaryKey()
                .map(Key::columns)
                .filter(columns -> columns.size() == 1)
                .map(columns -> columns.get(0))
                .filter(name -> table.rows().table().column(name).isPresent());
        ColumnType type = ColumnType.of(column);
        boolean many = type == ColumnType.TEXT || type == ColumnType.INTEGER || type == ColumnType.DECIMAL;
        if (unique && many && id.isPresent()) {
            String name = Names.quote(id.get());
            return column.charset().isPresent() ? "CONCAT(" + name + ")" : name;
        }
        return nothing(column);
    }

    /** Gives the SQL of a type's empty value. */
    public static String nothing(Column column) {
        return switch (ColumnType.of(column)) {
            case INTEGER, DECIMAL, FLOAT, DOUBLE, BIT -> "0";
            case YEAR -> "1970";
            case TEXT, SET -> "''";
            case BYTES ->
                column.baseType().equals("binary") ? "REPEAT(x'00', " + new TypeBounds(column).bytes() + ")" : "''";
            case DATE -> "'1970-01-01'";
            case MOMENT -> "'1970-01-01 00:00:01'";
            case TIME -> "'00:00:00'";
            case ENUM -> new TypeBounds(column).labels().get(0);
            case JSON -> "'{}'";
            case GEOMETRY -> "ST_GeomFromText('" + shape(column.baseType()) + "')";
            case VECTOR -> "REPEAT(x'00000000', " + new TypeBounds(column).size(1) + ")";
            case OTHER ->
                switch (column.baseType()) {
                    case "uuid" -> "'00000000-0000-0000-0000-000000000000'";
                    case "inet4" -> "'0.0.0.0'";
                    case "inet6" -> "'::'";
                    default -> "''";
                };
        };
    }

    private static String shape(String type) {
        return switch (type) {
            case "linestring" -> "LINESTRING(0 0,1 1)";
            case "polygon" -> "POLYGON((0 0,0 1,1 1,0 0))";
            case "multipoint" -> "MULTIPOINT(0 0)";
            case "multilinestring" -> "MULTILINESTRING((0 0,1 1))";
            case "multipolygon" -> "MULTIPOLYGON(((0 0,0 1,1 1,0 0)))";
            case "geometrycollection", "geomcollection" -> "GEOMETRYCOLLECTION(POINT(0 0))";
            default -> "POINT(0 0)";
        };
    }

    /** Gives the condition that leaves out the rows which do not fit; empty where SQL over one row cannot say it. */
    public Optional<String> without(Misfit misfit) {
        Optional<String> condition = misfit.kind() == Misfit.Kind.CHECK ? check(misfit) : firstOfEach(misfit);
        return condition.map(sql -> table.rows()
                .where()
                .map(first -> "(" + first + ") AND (" + sql + ")")
                .orElse(sql));
    }

    private Optional<String> check(Misfit misfit) {
        String name = misfit.subject().substring(table.target().name().length() + 1);
        return TableRules.of(table.target()).checks().stream()
                .filter(check -> check.name().isEmpty()
                        ? name.equals("CHECK")
                        : check.name().equals(name))
                .findFirst()
                .flatMap(check -> overSource(check.condition()))
                .map(condition -> condition + " IS NOT FALSE");
    }

    /** Puts the source's values in the place of the target's names. */
    private Optional<String> overSource(String condition) {
        StringBuilder sql = new StringBuilder();
        int from = 0;
        List<Token> tokens = SqlText.tokens(condition);
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean call = i + 1 < tokens.size() && tokens.get(i + 1).is('(');
            Optional<Column> column = token.isName() && !call
                    ? table.target().column(token.name()).filter(found -> token.kind() == Token.Kind.QUOTED_NAME)
                    : Optional.empty();
            if (column.isPresent()) {
                Optional<String> value = value(column.get().name());
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                sql.append(condition, from, token.start()).append(value.get());
                from = token.end();
            }
        }
        return Optional.of(sql.append(condition.substring(from)).toString());
    }

    private Optional<String> value(String column) {
        return mapping(column).flatMap(one -> switch (one.source()) {
            case SAME_NAME -> Optional.of(one.expression());
            case EXPRESSION -> Optional.of("(" + one.expression() + ")");
            case DEFAULT -> TableRules.of(table.target()).defaultValue(column).or(() -> Optional.of("NULL"));
        });
    }

    private Optional<ColumnMapping> mapping(String column) {
        return table.mapping().columns().stream()
                .filter(one -> one.column().equalsIgnoreCase(column))
                .findFirst();
    }

    /** Gives the condition that one row of those that share a key meets, the one with the lowest primary key. */
    private Optional<String> firstOfEach(Misfit misfit) {
        Optional<List<String>> values = key(misfit).flatMap(this::compared);
        List<String> ids = ownKey();
        boolean numbered = ids.size() > 1 && table.windows();
        if (values.isEmpty() || ids.isEmpty() || ids.size() > 1 && !numbered) {
            return Optional.empty();
        }
        String names = Names.quoteAll(ids);
        String rows = " FROM " + Names.quote(table.rows().table().name())
                + table.rows().where().map(where -> " WHERE (" + where + ")").orElse("");
        String first = numbered
                ? "(" + names + ") IN (SELECT " + names + " FROM (SELECT " + names + ", " + number(values.get(), names)
                        + rows + ") AS numbered WHERE " + NUMBER + " = 1)"
                : names + " IN (SELECT MIN(" + names + ")" + rows + " GROUP BY " + String.join(", ", values.get())
                        + ")";
        return Optional.of(first
                + values.get().stream()
                        .map(value -> " OR " + value + " IS NULL")
                        .collect(Collectors.joining()));
    }

    /**
     * Gives the query that gives one row of those that share a key, for rows that have no primary key to tell them apart; the order
     * is that of all their columns.
     *
     * @return empty where production's server cannot number rows
     */
    public Optional<String> firstRows(Misfit misfit) {
        Optional<List<String>> values = key(misfit).flatMap(this::compared);
        if (values.isEmpty() || !table.windows() || !ownKey().isEmpty()) {
            return Optional.empty();
        }
        String columns = Names.quoteAll(
                table.rows().table().columns().stream().map(Column::name).toList());
        String none = values.get().stream().map(value -> value + " IS NULL").collect(Collectors.joining(" OR "));
        String from = table.overlay().fromQuery()
                ? "(" + table.overlay().from().orElseThrow() + ") AS "
                        + Names.quote(table.rows().table().name())
                : Names.quote(table.rows().table().name());
        return Optional.of("SELECT " + columns + " FROM (SELECT " + columns + ", " + number(values.get(), columns)
                + ", "
                + none + " AS _dbmerge_null FROM " + from
                + table.rows().where().map(where -> " WHERE (" + where + ")").orElse("") + ") AS numbered WHERE "
                + NUMBER + " = 1 OR _dbmerge_null");
    }

    private static String number(List<String> values, String order) {
        return "ROW_NUMBER() OVER (PARTITION BY " + String.join(", ", values) + " ORDER BY " + order + ") AS " + NUMBER;
    }

    private Optional<Key> key(Misfit misfit) {
        String name = misfit.subject().substring(table.target().name().length() + 1);
        return table.target().keys().stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    private List<String> ownKey() {
        return table.rows().table().primaryKey().map(Key::columns).orElse(List.of());
    }

    /** Gives what a key compares of production's row: values, their beginnings, expressions over them. */
    private Optional<List<String>> compared(Key key) {
        List<String> texts = TableRules.of(table.target()).parts(key.name());
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < key.parts().size(); i++) {
            String part = key.parts().get(i).replace(" DESC", "");
            int open = part.lastIndexOf('(');
            Optional<String> value = part.equals("(...)")
                    ? overSource(texts.get(i))
                    : table.target().column(part).isPresent() || open < 0
                            ? compared(part)
                            : compared(part.substring(0, open))
                                    .map(whole -> "LEFT(" + whole + ", " + part.substring(open + 1));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            parts.add(value.get());
        }
        return Optional.of(parts);
    }

    /** Gives the value that takes the place of SQL for a column which production's server does not take. */
    public String instead(String column) {
        Optional<Column> own = table.rows().table().column(column);
        return own.map(found -> Names.quote(found.name()))
                .or(() -> table.target().column(column).map(FittingLines::nothing))
                .orElse("NULL");
    }

    private Optional<String> compared(String column) {
        Column to = table.target().column(column).orElseThrow();
        Optional<ColumnMapping> one = mapping(column).filter(found -> found.source() != Source.DEFAULT);
        return one.map(found -> {
            String value = "(" + found.expression() + ")";
            if (to.collation().isPresent()) {
                return "CONVERT(" + value + " USING " + to.charset().orElseThrow() + ") COLLATE "
                        + to.collation().get();
            }
            boolean asItIs = found.source() == Source.SAME_NAME
                    && table.rows()
                            .table()
                            .column(column)
                            .filter(from -> SameType.of(from, to))
                            .isPresent();
            return asItIs ? value : Conversion.cast(to, value).orElse(value);
        });
    }
}
