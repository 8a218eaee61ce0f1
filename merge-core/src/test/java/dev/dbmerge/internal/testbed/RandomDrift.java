package dev.dbmerge.internal.testbed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Makes two tables of one name that drifted apart, and rows of production's, from a seed. */
final class RandomDrift {
    private static final Map<String, List<String>> TYPES = new LinkedHashMap<>();

    static {
        List<String> numbers =
                List.of("0", "1", "-1", "7", "127", "128", "65535", "-32769", "2147483648", "99.994", "0.5");
        List<String> texts = List.of(
                "''",
                "'a'",
                "'b'",
                "'API'",
                "'api '",
                "'12'",
                "'007'",
                "'é'",
                "'气候'",
                "'a,b'",
                "'2012-03-04'",
                "'Ferdinand Müller'");
        List<String> moments =
                List.of("'2012-03-04 05:06:07'", "'1969-12-31 23:59:59'", "'2012-03-04'", "'2039-01-01 00:00:00.250'");
        for (String type : List.of(
                "TINYINT",
                "TINYINT(1)",
                "SMALLINT UNSIGNED",
                "INT",
                "INT UNSIGNED",
                "BIGINT",
                "BIGINT UNSIGNED",
                "DECIMAL(5,2)",
                "DECIMAL(20,6)",
                "FLOAT",
                "DOUBLE",
                "BIT(6)")) {
            TYPES.put(type, numbers);
        }
        for (String type : List.of(
                "VARCHAR(5)",
                "VARCHAR(20)",
                "VARCHAR(191)",
                "CHAR(6)",
                "TEXT",
                "TINYTEXT",
                "VARCHAR(20) CHARACTER SET latin1",
                "VARCHAR(20) CHARACTER SET utf8",
                "VARBINARY(6)",
                "BINARY(4)",
                "BLOB",
                "ENUM('a','b','API')",
                "ENUM('b','a')",
                "SET('a','b')",
                "SET('b')")) {
            TYPES.put(type, texts);
        }
        for (String type : List.of("DATE", "DATETIME", "DATETIME(3)", "TIMESTAMP NULL", "TIME", "TIME(2)")) {
            TYPES.put(type, moments);
        }
        TYPES.put("YEAR", List.of("2012", "1999", "0"));
    }

    private final Random random;
    private final List<String> ours = new ArrayList<>(List.of("id INT PRIMARY KEY"));
    private final List<String> theirs = new ArrayList<>(List.of("id INT PRIMARY KEY"));
    private final List<String> types = new ArrayList<>();
    private final List<String> same = new ArrayList<>();

    RandomDrift(long seed) {
        this.random = new Random(seed);
        int columns = 2 + random.nextInt(4);
        for (int i = 0; i < columns; i++) {
            column("c" + i);
        }
        if (random.nextInt(3) == 0) {
            added();
        }
        if (random.nextInt(3) == 0) {
            ours.add("UNIQUE KEY one (" + prefixed("c0", ours.get(1)) + ")");
        }
    }

    private void column(String name) {
        String type = pick(new ArrayList<>(TYPES.keySet()));
        theirs.add(name + " " + type + (type.contains("NULL") ? "" : " NULL"));
        types.add(type);
        switch (random.nextInt(8)) {
            case 0 -> ours.add("n" + name + " " + type);
            case 1, 2, 3 ->
                ours.add(name + " " + pick(new ArrayList<>(TYPES.keySet())) + (random.nextInt(4) == 0 ? not() : ""));
            case 4 -> ours.add(name + " " + type.replace(" NULL", "") + not());
            default -> {
                ours.add(name + " " + type);
                same.add(name);
            }
        }
    }

    private String not() {
        return " NOT NULL";
    }

    private void added() {
        ours.add(pick(List.of(
                "extra INT",
                "extra INT NOT NULL",
                "extra VARCHAR(9) NOT NULL DEFAULT 'x'",
                "extra DATE NOT NULL",
                "extra VARCHAR(50) NOT NULL, UNIQUE KEY two (extra)",
                "extra ENUM('x','y') NOT NULL",
                "extra INT, CHECK (extra IS NULL OR extra > 0)")));
    }

    /** A key over a long text or bytes needs a length. */
    private static String prefixed(String name, String column) {
        String first = column.substring(0, column.indexOf(' '));
        boolean needs = column.contains("TEXT") || column.contains("BLOB");
        return first + (needs ? "(10)" : "");
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Gives the names of the columns that have one type on both sides. */
    List<String> sameColumns() {
        return same;
    }

    String staging() {
        return table(ours);
    }

    String production() {
        StringBuilder sql =
                new StringBuilder("SET sql_mode = '';\n").append(table(theirs)).append(";\n");
        int rows = random.nextInt(12);
        for (int id = 1; id <= rows; id++) {
            int row = id;
            String values = types.stream()
                    .map(type -> random.nextInt(5) == 0 ? "NULL" : pick(TYPES.get(type)))
                    .collect(Collectors.joining(", "));
            sql.append("INSERT INTO t VALUES (")
                    .append(row)
                    .append(", ")
                    .append(values)
                    .append(");\n");
        }
        return sql.toString();
    }

    private static String table(List<String> columns) {
        return "CREATE TABLE t (" + String.join(", ", columns) + ") DEFAULT CHARSET utf8mb4";
    }
}
