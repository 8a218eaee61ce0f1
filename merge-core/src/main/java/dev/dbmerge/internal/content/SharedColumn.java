package dev.dbmerge.internal.content;

import dev.dbmerge.internal.hash.RowHash;
import dev.dbmerge.internal.mapping.Encoding;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.server.Names;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A column that both sides have, and the SQL that gives equal values the same text on both.
 *
 * @param name as staging spells it
 * @param ours SQL over staging's row
 * @param theirs SQL over production's row
 * @param compared how the two texts are compared
 * @param asHash whether values may be long, so that each is read as its own hash
 */
record SharedColumn(String name, String ours, String theirs, Compared compared, boolean asHash) {
    SharedColumn {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(ours, "ours");
        Objects.requireNonNull(theirs, "theirs");
        Objects.requireNonNull(compared, "compared");
    }

    /** How two texts are compared. */
    enum Compared {
        BYTES,
        /** Whole numbers, which both servers put into the same order by themselves. */
        INTEGERS,
        /** Floating point numbers, which two servers may print in other digits. */
        FLOATS
    }

    /** What a type's values are, whatever its size. */
    private enum Family {
        INTEGER,
        DECIMAL,
        FLOATING,
        TIME,
        MOMENT,
        TEXT,
        BYTES,
        JSON,
        OTHER
    }

    /** Gives the column; empty where nothing tells values of one type from equal ones of the other. */
    static Optional<SharedColumn> of(Column ours, Column theirs) {
        Family family = family(ours);
        Family other = family(theirs);
        if (ours.type().equals(theirs.type()) && charset(ours).equals(charset(theirs))) {
            Encoding encoding = Encoding.of(ours);
            boolean floating = encoding == Encoding.DOUBLE;
            // MariaDB 10.11.19 stores -0 as 0.
            UnaryOperator<String> read = floating ? name -> "(" + name + " * 1e0) + 0e0" : encoding::read;
            return Optional.of(column(ours, theirs, read, compared(family)));
        }
        if (family == Family.TEXT && other == Family.TEXT || isNumber(family) && other == Family.TEXT) {
            return Optional.of(column(ours, theirs, name -> "CONVERT(" + name + " USING utf8mb4)", Compared.BYTES));
        }
        if (family == Family.TEXT) {
            return of(theirs, ours).map(SharedColumn::turned);
        }
        return read(family, other, ours, theirs).map(read -> column(ours, theirs, read, shared(family, other)));
    }

    private static Optional<UnaryOperator<String>> read(Family family, Family other, Column ours, Column theirs) {
        if (family == Family.INTEGER && other == Family.INTEGER) {
            return Optional.of(name -> name + " + 0");
        }
        if (isFloating(family, other, Family.DECIMAL)) {
            // What the DECIMAL cannot hold is no difference.
            int scale = family == Family.DECIMAL ? scale(ours) : scale(theirs);
            return Optional.of(name -> "CAST(" + name + " AS DECIMAL(65," + scale + "))");
        }
        if (isFloating(family, other, Family.INTEGER)) {
            return Optional.of(name -> "(" + name + " * 1e0) + 0e0");
        }
        if (isNumber(family) && isNumber(other) && family != Family.FLOATING) {
            int scale = Math.max(scale(ours), scale(theirs));
            return Optional.of(name -> "CAST(" + name + " AS DECIMAL(65," + scale + "))");
        }
        return switch (family) {
            case TIME -> other == Family.TIME ? Optional.of(name -> "CAST(" + name + " AS TIME(6))") : Optional.empty();
            case MOMENT ->
                other == Family.MOMENT ? Optional.of(name -> "CAST(" + name + " AS DATETIME(6))") : Optional.empty();
            case BYTES -> other == Family.BYTES ? Optional.of(name -> name) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isFloating(Family family, Family other, Family beside) {
        return family == Family.FLOATING && other == beside || family == beside && other == Family.FLOATING;
    }

    private static boolean isNumber(Family family) {
        return family == Family.INTEGER || family == Family.DECIMAL || family == Family.FLOATING;
    }

    private static Compared compared(Family family) {
        return switch (family) {
            case INTEGER -> Compared.INTEGERS;
            case FLOATING -> Compared.FLOATS;
            default -> Compared.BYTES;
        };
    }

    private static Compared shared(Family family, Family other) {
        if (isFloating(family, other, Family.INTEGER)) {
            return Compared.FLOATS;
        }
        return family == Family.INTEGER && other == Family.INTEGER ? Compared.INTEGERS : Compared.BYTES;
    }

    private static SharedColumn column(Column ours, Column theirs, UnaryOperator<String> read, Compared compared) {
        return new SharedColumn(
                ours.name(),
                read.apply(Names.quote(ours.name())),
                read.apply(Names.quote(theirs.name())),
                compared,
                RowHash.isLong(ours) || RowHash.isLong(theirs));
    }

    private SharedColumn turned() {
        return new SharedColumn(name, theirs, ours, compared, asHash);
    }

    private static Family family(Column column) {
        return switch (column.baseType()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "year", "bit" -> Family.INTEGER;
            case "decimal" -> Family.DECIMAL;
            case "float", "double" -> Family.FLOATING;
            case "time" -> Family.TIME;
            case "date", "datetime", "timestamp" -> Family.MOMENT;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" -> Family.TEXT;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> Family.BYTES;
            case "json" -> Family.JSON;
            default -> Family.OTHER;
        };
    }

    private static int scale(Column column) {
        if (!column.baseType().equals("decimal")) {
            return 0;
        }
        String scale = column.type().replaceFirst("^[a-z]+\\(\\d+(,(\\d+))?\\).*$", "$2");
        return scale.matches("\\d+") ? Integer.parseInt(scale) : 0;
    }

    private static String charset(Column column) {
        String name = column.charset().orElse("");
        return name.equals("utf8") ? "utf8mb3" : name;
    }
}
