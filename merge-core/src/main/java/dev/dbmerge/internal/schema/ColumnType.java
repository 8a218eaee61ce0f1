package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.server.ServerVersion;
import java.util.Set;

/** The families of column types that are written and read alike. */
public enum ColumnType {
    INTEGER,
    DECIMAL,
    FLOAT,
    DOUBLE,
    BIT,
    TEXT,
    ENUM,
    SET,
    JSON,
    BYTES,
    GEOMETRY,
    VECTOR,
    DATE,
    TIME,
    MOMENT,
    YEAR,
    /** UUID, INET4, INET6 and whatever a later server brings. */
    OTHER;

    private static final Set<String> GEOMETRIES = Set.of(
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection",
            "geomcollection");

    /** Gives the family of a column. */
    public static ColumnType of(Column column) {
        return switch (column.baseType()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint" -> INTEGER;
            case "decimal" -> DECIMAL;
            case "float" -> FLOAT;
            case "double" -> DOUBLE;
            case "bit" -> BIT;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> TEXT;
            case "enum" -> ENUM;
            case "set" -> SET;
            case "json" -> JSON;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> BYTES;
            case "vector" -> VECTOR;
            case "date" -> DATE;
            case "time" -> TIME;
            case "datetime", "timestamp" -> MOMENT;
            case "year" -> YEAR;
            default -> GEOMETRIES.contains(column.baseType()) ? GEOMETRY : OTHER;
        };
    }

    /** Tells whether a server has the column's type. */
    public static boolean there(Column column, ServerVersion version) {
        return switch (column.baseType()) {
            case "vector" -> version.mysqlAtLeast(9, 0, 0) || version.mariadbAtLeast(11, 7, 1);
            case "uuid" -> version.mariadbAtLeast(10, 7, 0);
            case "inet4" -> version.mariadbAtLeast(10, 10, 0);
            case "inet6" -> version.mariadbAtLeast(10, 5, 0);
            default -> true;
        };
    }

    /** Tells whether values of the column may take megabytes. */
    public static boolean large(Column column) {
        return switch (column.baseType()) {
            case "mediumtext", "longtext", "mediumblob", "longblob", "json" -> true;
            default -> of(column) == GEOMETRY;
        };
    }

    /** Tells whether values are numbers. */
    public boolean number() {
        return this == INTEGER || this == DECIMAL || this == FLOAT || this == DOUBLE || this == BIT;
    }

    /** Tells whether values are dates or times. */
    public boolean temporal() {
        return this == DATE || this == TIME || this == MOMENT || this == YEAR;
    }

    /** Tells whether values are shown as bytes in hexadecimal. */
    public boolean binary() {
        return this == BYTES || this == GEOMETRY || this == VECTOR;
    }
}
