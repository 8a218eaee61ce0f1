package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import dev.dbmerge.testing.TestServers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** Copies random tables of random rows; a failure names its seed. */
class PropertyIT {
    private static final int TABLES = 4;
    private static final int ROWS = 40;
    private static final List<Kind> KINDS = List.of(
            new Kind("TINYINT", "-128", "127", "0"),
            new Kind("SMALLINT UNSIGNED ZEROFILL", "0", "65535", "7"),
            new Kind("BIGINT", "-9223372036854775808", "9223372036854775807", "-1"),
            new Kind("BIGINT UNSIGNED", "18446744073709551615", "9223372036854775808", "0"),
            new Kind(
                    "DECIMAL(65,30)",
                    "'99999999999999999999999999999999999.999999999999999999999999999999'",
                    "-1e-30",
                    "0"),
            new Kind("DECIMAL(5,0)", "-99999", "0.4", "99999"),
            new Kind("FLOAT", "1e-7", "16777216", "0.1", "-3.4e38", "1e-38", "-0e0"),
            new Kind(
                    "DOUBLE",
                    "0.1",
                    "1e-300",
                    "1.7976931348623157e308",
                    "-0e0",
                    "1e22",
                    "123456789012345678",
                    "0.30000000000000004"),
            new Kind("BIT(1)", "0", "1"),
            new Kind("BIT(64)", "18446744073709551615", "0", "b'1010'"),
            new Kind("DATE", "'0000-00-00'", "'2026-02-00'", "'9999-12-31'", "'1000-01-01'"),
            new Kind("DATETIME(3)", "'0000-00-00 00:00:00'", "'2026-03-29 02:30:00.999'", "'9999-12-31 23:59:59.999'"),
            new Kind(
                    "TIMESTAMP(6) NULL",
                    "'1970-01-01 00:00:01.000001'",
                    "'2038-01-19 03:14:07'",
                    "'2026-10-25 01:30:00.5'"),
            new Kind("TIME", "'-838:59:59'", "'838:59:59'", "'00:00:00'", "'-00:00:01'"),
            new Kind("TIME(6)", "'-838:59:58.999999'", "'00:00:00.000001'"),
            new Kind("YEAR", "0", "1901", "2155"),
            new Kind("ENUM('', 'a', 'b,c', '1', '0')", "''", "'a'", "'b,c'", "4", "5"),
            new Kind("SET('a', 'b', 'ü')", "''", "'a,ü'", "7"),
            new Kind("CHAR(5)", "'x'", "''", "' y'", "'日本'"),
            new Kind("VARCHAR(20) CHARACTER SET latin1", "'äöü€'", "'\\\\N'", "' '"),
            new Kind("VARCHAR(20) CHARACTER SET utf8mb3", "'naïve'", "'\\t\\n'"),
            new Kind("VARCHAR(20) CHARACTER SET ucs2", "'naïve'", "'a'"),
            new Kind("VARCHAR(40) COLLATE utf8mb4_bin", "'😀'", "'\\\\'", "'\\0'", "'NULL'", "'a\\r\\nb'"),
            new Kind("TEXT", "'😀\\t\\\\\\n'", "''", "REPEAT('long ', 9000)"),
            new Kind("BINARY(4)", "''", "x'00ff'", "x'5c4e090a'"),
            new Kind("VARBINARY(300)", "''", "x'5c4e'", "x'00'"),
            new Kind("MEDIUMBLOB", "''", "REPEAT(x'00ff5c0a', 9000)", "x'0d0a'"),
            new Kind("JSON", "'null'", "'{\"a\": [1, \"ü\\\\\\\\\"]}'", "'\"\"'", "'18446744073709551615'"));

    @TempDir
    private Path folder;

    @ServerTest
    void randomTablesAreCopiedToTheBitWithinOneServer(TestServer server) throws SQLException {
        for (long seed = 1; seed <= 2; seed++) {
            MergeFixture fixture = fixture(seed, server, server).consistency(seed % 2 == 0 ? "lock" : "snapshot");

            assertCopied(seed, fixture);
        }
    }

    @ServerTest
    void randomTablesAreCopiedToTheBitToAnotherServer(TestServer server, TestServers servers) throws SQLException {
        long seed = 3;
        MergeFixture fixture = fixture(seed, server, servers.otherThan(server));

        assertCopied(seed, fixture);
    }

    private MergeFixture fixture(long seed, TestServer source, TestServer target) throws SQLException {
        Random random = new Random(seed);
        MergeFixture fixture = new MergeFixture(folder, source, source, target);
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            statements.addAll(table(random, "t" + i));
        }
        fixture.staging.run(statements.toArray(String[]::new));
        fixture.production.run(table(random, "mine").toArray(String[]::new));
        fixture.staging.run("CREATE TABLE mine LIKE " + fixture.production.schema() + ".mine");
        return fixture.spec("overlay:\n  mine:\n");
    }

    private static void assertCopied(long seed, MergeFixture fixture) throws SQLException {
        MergeReport report = fixture.run();

        for (String table : fixture.staging.tables()) {
            Place source = table.equals("mine") ? fixture.production : fixture.staging;
            Place.assertSameRows(
                    fixture.held(source.table(table)), fixture.target.table(table), "seed " + seed + ", " + table);
        }
        assertEquals(Outcome.VERIFIED, report.outcome(), "seed " + seed + ": " + report.checks());
        for (Place place : List.of(fixture.staging, fixture.production, fixture.target)) {
            place.run("DROP DATABASE " + place.schema());
        }
    }

    private static List<String> table(Random random, String name) {
        List<Kind> kinds = IntStream.range(0, 8)
                .mapToObj(i -> KINDS.get(random.nextInt(KINDS.size())))
                .toList();
        String columns = IntStream.range(0, kinds.size())
                .mapToObj(i -> "c" + i + " " + kinds.get(i).type())
                .collect(Collectors.joining(", "));
        String rows = IntStream.range(0, ROWS)
                .mapToObj(i -> i
                        + kinds.stream().map(kind -> ", " + kind.value(random)).collect(Collectors.joining()))
                .collect(Collectors.joining("), (", "(", ")"));
        return List.of(
                "CREATE TABLE " + name + " (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, " + columns + ")",
                "INSERT INTO " + name + " VALUES " + rows);
    }

    /** A type and values at its borders. */
    private record Kind(String type, List<String> values) {
        Kind(String type, String... values) {
            this(type, List.of(values));
        }

        String value(Random random) {
            if (random.nextInt(6) == 0) {
                return "NULL";
            }
            if (type.contains("BLOB") || type.startsWith("VARBINARY")) {
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                return random.nextBoolean() ? "x'" + HexFormat.of().formatHex(bytes) + "'" : pick(random);
            }
            return pick(random);
        }

        private String pick(Random random) {
            return values.get(random.nextInt(values.size()));
        }
    }
}
