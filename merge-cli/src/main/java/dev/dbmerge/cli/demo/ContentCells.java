package dev.dbmerge.cli.demo;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes single values of the tables that are content, by nothing but the column's shape and name. */
final class ContentCells {
    private static final Set<String> NAMED = Set.of("key", "code", "name");
    /** As text, since a literal -0 or -0.0 is an exact number to the servers and loses its sign. */
    private static final List<String> FLOATS = List.of("0", "-0", "1e-7", "3.4e20");

    private final DemoSize size;
    private final Side side;
    private final Set<String> tables;
    private final Texts texts;

    ContentCells(DemoSize size, Side side, Set<String> tables, Texts texts) {
        this.size = size;
        this.side = side;
        this.tables = Set.copyOf(tables);
        this.texts = texts;
    }

    /** Gives the id of a content table's n-th row, from 1; every seventh id is left out. */
    static int id(int index) {
        return index + (index - 1) / 6;
    }

    /** Makes the value of a column in a table's n-th row; empty stands for NULL. */
    Optional<Object> cell(String table, int index, ColumnShape column, Dice dice) {
        if (column.name().equals("id")) {
            return Optional.of(id(index));
        }
        if (column.isWhole() && column.name().endsWith("_id")) {
            return Optional.of(reference(column.name(), index));
        }
        if (column.takesNull() && dice.chance(0.12)) {
            return Optional.empty();
        }
        return Optional.of(value(table, index, column, dice));
    }

    /** Makes a value that is not NULL. */
    Object value(String table, int index, ColumnShape column, Dice dice) {
        return switch (column.type()) {
            case "tinyint" -> dice.below(2);
            case "smallint", "mediumint", "int", "bigint" -> column.isUnique() ? index : dice.below(2_000);
            case "float", "double" -> dice.chance(0.4) ? dice.pick(FLOATS) : Double.toString(rounded(dice));
            case "decimal" -> decimal(column, dice);
            case "datetime", "timestamp", "date" -> dice.moment();
            case "char", "varchar" -> Texts.fit(line(table, index, column, dice), column);
            case "tinytext", "text", "mediumtext", "longtext" ->
                Texts.fit(texts.cut(dice, dice.pick(List.of(0, 200, 900, 4_000))), column);
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                dice.bytes((int) Math.min(column.length(), dice.between(20, 200)));
            default ->
                throw new IllegalStateException("The demo has no values of type " + column.type() + " for " + table
                        + "." + column.name() + ". Add one to " + getClass().getSimpleName() + ".");
        };
    }

    private int reference(String column, int index) {
        String table = column.substring(0, column.length() - "_id".length()) + "s";
        if (!tables.contains(table)) {
            return index;
        }
        int row = (index - 1) % Math.max(1, size.rows(table, side)) + 1;
        return size.isContent(table) ? id(row) : row;
    }

    private String line(String table, int index, ColumnShape column, Dice dice) {
        if (column.isUnique() || NAMED.contains(column.name())) {
            return table + '_' + index;
        }
        return texts.cut(dice, dice.between(3, (int) Math.max(4, Math.min(column.length(), 60))));
    }

    private static double rounded(Dice dice) {
        return Math.rint(dice.real(-9, 900) * 10_000) / 10_000;
    }

    private static BigDecimal decimal(ColumnShape column, Dice dice) {
        BigInteger bound = BigInteger.TEN.pow(column.precision());
        BigDecimal share = BigDecimal.valueOf(dice.real(-1, 1));
        return new BigDecimal(share.multiply(new BigDecimal(bound)).toBigInteger(), column.scale());
    }
}
