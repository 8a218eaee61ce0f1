package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.Step;
import dev.dbmerge.plan.Verification;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.StepResult;
import dev.dbmerge.report.TableResult;
import dev.dbmerge.report.VerifyReport;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** Differences that are made in the target after its tables were filled and before they are compared. */
class PlantedDifferenceIT {
    @TempDir
    private Path folder;

    /** A table, what is done to it, and what the report has to say of its rows. */
    private record Planted(String create, String rows, String change, List<String> told) {}

    private static final Map<String, Planted> PLANTED = new LinkedHashMap<>();

    static {
        plant(
                "a_bit",
                "id INT PRIMARY KEY, v FLOAT",
                "(1, 1.5), (2, 0.1)",
                "UPDATE %s SET v = 0.10000001 WHERE id = 2",
                "2 (other values)");
        plant(
                "b_blank",
                "id INT PRIMARY KEY, v VARCHAR(9)",
                "(1, 'x '), (2, 'y')",
                "UPDATE %s SET v = 'x' WHERE id = 1",
                "1 (other values)");
        plant(
                "c_border",
                "id INT PRIMARY KEY, v VARCHAR(9), w VARCHAR(9)",
                "(7, 'x#', 'y')",
                "UPDATE %s SET v = 'x', w = '#y'",
                "7 (other values)");
        plant(
                "d_null",
                "id VARCHAR(9) PRIMARY KEY, v VARCHAR(9)",
                "('a', NULL), ('b', '')",
                "UPDATE %s SET v = '' WHERE id = 'a'",
                "a (other values)");
        plant(
                "e_second",
                "id INT PRIMARY KEY, v TIMESTAMP NULL",
                "(3, '2024-10-27 01:30:00')",
                "UPDATE %s SET v = v + INTERVAL 1 SECOND",
                "3 (other values)");
        plant(
                "f_swapped",
                "a INT, b INT, v VARCHAR(9), PRIMARY KEY (a, b)",
                "(1, 1, 'x'), (1, 2, 'y'), (2, 1, 'z')",
                "UPDATE %s SET v = IF(b = 1, 'y', 'x') WHERE a = 1",
                "1, 1 (other values)",
                "1, 2 (other values)");
        plant("g_gone", "id INT PRIMARY KEY", "(1), (2), (3)", "DELETE FROM %s WHERE id = 2", "2 (not in the target)");
        plant("h_more", "id INT PRIMARY KEY", "(1), (3)", "INSERT INTO %s VALUES (2)", "2 (not in the source)");
        plant("i_twins", "v INT", "(1), (1), (2), (2)", "UPDATE %s SET v = 2 WHERE v = 1 LIMIT 1");
        plant(
                "j_text",
                "id INT PRIMARY KEY, v TEXT, w TEXT",
                "(1, 'ab', 'c')",
                "UPDATE %s SET v = 'a', w = 'bc'",
                "1 (other values)");
        plant(
                "k_many",
                "id INT PRIMARY KEY, v INT",
                IntStream.range(0, 3_000).mapToObj(i -> "(" + i + ", 0)").collect(Collectors.joining(", ")),
                "UPDATE %s SET v = 1 WHERE id IN (5, 2900)",
                "5 (other values)",
                "2900 (other values)");
        plant("l_whole", "id INT PRIMARY KEY, v INT", "(1, 0), (2, 0)", "UPDATE %s SET v = 0");
    }

    private static void plant(String name, String columns, String rows, String change, String... told) {
        PLANTED.put(name, new Planted("CREATE TABLE " + name + " (" + columns + ")", rows, change, List.of(told)));
    }

    @ServerTest
    void everyDifferenceIsFoundAndNamedByItsKey(TestServer server) throws SQLException {
        MergeFixture fixture = planted(server);

        MergeReport report = MergeFixture.run(fixture.merger().threads(2), plantingIn(fixture.target));

        assertEquals(Outcome.REJECTED, report.outcome());
        assertEquals(expected("copy of "), told("copy of ", report.checks()));
    }

    @ServerTest
    void aLaterLookFindsThemAsWell(TestServer server) throws SQLException {
        MergeFixture fixture = planted(server);
        assertEquals(Outcome.VERIFIED, fixture.run().outcome());
        PLANTED.forEach(
                (name, planted) -> change(fixture.target, planted.change().formatted(name)));

        VerifyReport report = fixture.verify();

        assertEquals(Outcome.REJECTED, report.outcome());
        assertEquals(expected("rows of "), told("rows of ", report.checks()));
        assertEquals(PLANTED.size() - 1, report.checks().size());
    }

    @ServerTest
    void onlyWhatIsAskedForIsSummed(TestServer server) throws SQLException {
        MergeFixture fixture = planted(server).spec("overlay: { g_gone: {}, d_null: {} }\n");
        for (String table : List.of("g_gone", "d_null")) {
            fixture.production.run(
                    PLANTED.get(table).create(),
                    "INSERT INTO " + table + " VALUES " + PLANTED.get(table).rows());
        }
        String count = "2 (not in the target)";

        for (Verification level : Verification.values()) {
            MergeReport report = MergeFixture.run(
                    fixture.merger().threads(2).verification(level).restart(), plantingIn(fixture.target));

            Map<String, List<String>> expected = switch (level) {
                case FULL -> expected("copy of ");
                case OVERLAY ->
                    new TreeMap<>(Map.of(
                            "copy of d_null",
                            PLANTED.get("d_null").told(),
                            "copy of g_gone",
                            List.of(count),
                            "copy of h_more",
                            PLANTED.get("h_more").told()));
                case COUNTS ->
                    new TreeMap<>(Map.of(
                            "copy of g_gone",
                            List.of(count),
                            "copy of h_more",
                            PLANTED.get("h_more").told()));
            };
            assertEquals(expected, told("copy of ", report.checks()), level.name());
            assertEquals(
                    level == Verification.FULL ? 0 : 1,
                    report.tables().stream()
                            .filter(table -> table.table().equals("l_whole")
                                    && table.comparison() == TableResult.Comparison.NOT_COMPARED)
                            .count());
        }
    }

    private MergeFixture planted(TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server).spec("overlay: {}\n");
        for (Map.Entry<String, Planted> one : PLANTED.entrySet()) {
            fixture.staging.run(
                    one.getValue().create(),
                    "INSERT INTO " + one.getKey() + " VALUES " + one.getValue().rows());
        }
        return fixture;
    }

    private static Map<String, List<String>> expected(String before) {
        Map<String, List<String>> expected = new TreeMap<>();
        PLANTED.forEach((name, planted) -> {
            if (!name.equals("l_whole")) {
                expected.put(before + name, planted.told());
            }
        });
        return expected;
    }

    private static Map<String, List<String>> told(String before, List<CheckResult> checks) {
        return checks.stream()
                .filter(check -> check.id().startsWith(before))
                .collect(Collectors.toMap(
                        CheckResult::id,
                        check -> check.keys().subList(1, check.keys().size()),
                        (one, other) -> one,
                        TreeMap::new));
    }

    @ServerTest
    void aStructureThatDiffersIsNamed(TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server).spec("overlay: {}\n");
        fixture.staging.run(
                "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(9) DEFAULT 'x', KEY by_name (name))",
                "CREATE VIEW names AS SELECT name FROM users",
                "CREATE VIEW others AS SELECT name FROM users",
                "CREATE TRIGGER trims BEFORE INSERT ON users FOR EACH ROW SET NEW.name = TRIM(NEW.name)");

        MergeReport report = MergeFixture.run(fixture.merger(), new MergeListener() {
            @Override
            public void started(Step step) {
                if (step instanceof Step.VerifyCopy) {
                    change(fixture.target, "ALTER TABLE users DROP KEY by_name, ALTER COLUMN name SET DEFAULT 'y'");
                }
            }
        });
        MergeReport code = MergeFixture.run(fixture.merger(), new MergeListener() {
            @Override
            public void finished(Step step, StepResult result) {
                if (step.id().startsWith("triggers:")) {
                    change(fixture.target, "DROP TRIGGER trims");
                    change(fixture.target, "DROP VIEW names");
                    change(fixture.target, "CREATE OR REPLACE VIEW others AS SELECT id FROM users");
                }
            }
        });

        assertEquals(Outcome.REJECTED, report.outcome());
        assertEquals(2, report.checks().get(0).rows(), report.checks().toString());
        assertEquals(Outcome.REJECTED, code.outcome(), code.steps().toString());
        assertEquals(
                List.of(
                        "view names: only in staging",
                        "view others: another text than in staging",
                        "trigger trims: only in staging"),
                code.checks().get(0).keys());
    }

    private static MergeListener plantingIn(Place target) {
        return new MergeListener() {
            @Override
            public void started(Step step) {
                if (step instanceof Step.VerifyCopy) {
                    PLANTED.forEach(
                            (name, planted) -> change(target, planted.change().formatted(name)));
                }
            }
        };
    }

    private static void change(Place target, String statement) {
        try {
            target.run(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
