package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.StepResult;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import dev.dbmerge.testing.TestServers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What a plan says of tables that both sides have and that are not overlaid, and what a run makes of them. */
class ContentIT {
    private static final String NOTICES =
            "CREATE TABLE notices (id INT PRIMARY KEY, text VARCHAR(20), active TINYINT, updated_at DATETIME)";

    @TempDir
    private Path folder;

    @ServerTest
    void whatProductionAloneHasWeighsMoreThanWhatStagingHasNewer(TestServer server, TestServers servers)
            throws SQLException {
        MergeFixture fixture = sources(server, servers);
        fixture.staging.run(
                NOTICES.replace("notices", "newer"),
                "INSERT INTO newer VALUES (1, 'b', 0, '2013-01-02'), (9, 'n', 0, NULL)",
                NOTICES.replace("notices", "later"),
                "INSERT INTO later VALUES (1, 'a', 0, '2013-01-01'), (2, 'a', 0, '2013-01-02'), (3, 'a', 0, NULL)",
                NOTICES.replace("notices", "more"),
                "CREATE TABLE alike (id INT PRIMARY KEY, d DOUBLE, f FLOAT, n DECIMAL(5,2), t DATETIME(3), s VARCHAR(9) CHARACTER SET latin1)",
                "INSERT INTO alike VALUES (1, 1e-7, 0.1, 1.5, '2013-01-01', 'é'), (2, -0e0, NULL, NULL, NULL, NULL)",
                "CREATE TABLE hers (id INT PRIMARY KEY)",
                "INSERT INTO hers VALUES (1)");
        fixture.production.run(
                NOTICES.replace("notices", "newer"),
                "INSERT INTO newer VALUES (1, 'a', 0, '2013-01-01')",
                NOTICES.replace("notices", "later"),
                "INSERT INTO later VALUES (1, 'b', 1, '2013-01-02'), (2, 'b', 0, '2013-01-01'), (3, 'a', 1, NULL)",
                NOTICES.replace("notices", "more"),
                "INSERT INTO more VALUES (1, 'a', 0, NULL), (2, 'a', 0, NULL), (3, 'a', 0, NULL), (40, 'a', 0, NULL), (5, 'a', 0, NULL), (6, 'a', 0, NULL)",
                "CREATE TABLE alike (id BIGINT PRIMARY KEY, d DOUBLE, f FLOAT, n DECIMAL(6,3), t DATETIME, s VARCHAR(20) CHARACTER SET utf8mb4)",
                "INSERT INTO alike VALUES (1, 1e-7, 0.1, 1.5, '2013-01-01', 'é'), (2, 0e0, NULL, NULL, NULL, NULL)",
                "CREATE TABLE hers (id INT PRIMARY KEY)");

        List<String> told = told(fixture);

        assertEquals(
                List.of(
                        "WARNING Staging's later goes live; production's has 3 rows that differ in text, active,"
                                + " updated_at (id 1, 2, 3), 1 of them changed later on production, 1 of them with the same"
                                + " updated_at on both sides.",
                        "WARNING Staging's more goes live; production's has 6 rows of its own, which would be"
                                + " gone (id 1, 2, 3, 5, 6 and others).",
                        "NOTE Staging's newer goes live; production's has 1 row that differs in text,"
                                + " updated_at (id 1), changed later on staging."),
                told);
    }

    @ServerTest
    void keysAreComparedAsBothServersOrderThem(TestServer server, TestServers servers) throws SQLException {
        MergeFixture fixture = sources(server, servers);
        String pages = "CREATE TABLE pages (locale VARCHAR(5) CHARACTER SET utf8mb4, page INT UNSIGNED, body TEXT,"
                + " PRIMARY KEY (locale, page))";
        String days = "CREATE TABLE days (day DATE PRIMARY KEY, note VARCHAR(9))";
        fixture.staging.run(
                pages,
                "INSERT INTO pages VALUES ('en', 10, 'a'), ('en', 9, 'b'), ('EO', 1, 'c'), ('zoë', 4000000000, 'd'), ('ä', 1, 'e')",
                days,
                "INSERT INTO days VALUES ('2013-01-10', 'a'), ('2013-01-09', 'b')");
        fixture.production.run(
                pages,
                "INSERT INTO pages VALUES ('en', 10, 'a'), ('en', 9, 'B'), ('en', 100, 'x'), ('EO', 1, 'c'), ('zoë', 4000000000, 'D'), ('ä', 1, 'e')",
                days,
                "INSERT INTO days VALUES ('2013-01-10', 'a'), ('2013-01-09', 'b'), ('2012-12-31', 'c')");

        List<String> told = told(fixture);

        assertEquals(
                List.of(
                        "WARNING Staging's days goes live; production's has 1 row of its own, which would be"
                                + " gone (day 2012-12-31).",
                        "WARNING Staging's pages goes live; production's has 1 row of its own, which would be"
                                + " gone (locale, page en, 100); 2 rows that differ in body (locale, page en, 9; zoë,"
                                + " 4000000000)."),
                told);
    }

    @ServerTest
    void rowsWithoutAKeyAreCountedAsOftenAsTheyAreThere(TestServer server, TestServers servers) throws SQLException {
        MergeFixture fixture = sources(server, servers);
        String visits = "CREATE TABLE visits (page VARCHAR(20), seen INT)";
        fixture.staging.run(visits, "INSERT INTO visits VALUES ('a', 1), ('a', 1), ('b', 2)");
        fixture.production.run(visits, "INSERT INTO visits VALUES ('a', 1), ('a', 1), ('a', 1), ('b', 3)");

        List<String> told = told(fixture);

        assertEquals(
                List.of(
                        "WARNING Staging's visits goes live; production's has 2 rows that equal none of staging's (without a"
                                + " primary key in common an edited row looks like a new one)."),
                told);
    }

    @ServerTest
    void everyLineThatAPlanPrintsDecidesTheTable(TestServer server, TestServers servers) throws SQLException {
        MergeFixture fixture = sources(server, servers);
        String wide = "CREATE TABLE wide (id INT PRIMARY KEY, a INT, b INT, c INT, d INT, e INT, gone INT)";
        fixture.staging.run(
                NOTICES,
                "INSERT INTO notices VALUES (1, 'a', 0, NULL)",
                wide.replace(", gone INT", ""),
                "INSERT INTO wide VALUES (1, 1, 1, 1, 1, 1)");
        fixture.production.run(
                NOTICES,
                "INSERT INTO notices VALUES (1, 'a', 1, NULL)",
                wide,
                "INSERT INTO wide VALUES (1, 2, 2, 2, 2, 2, 2), (2, 2, 2, 2, 2, 2, 2)");

        List<String> ways = fixture.plan().findings().stream()
                .filter(finding -> finding.code() == ErrorCode.TABLE_DIFFERS)
                .flatMap(finding -> finding.decisions().stream())
                .map(decision -> String.join("\n", decision.lines()))
                .toList();

        assertEquals(
                List.of(
                        "tables:\n  notices:\n    keep-production: [active]",
                        "tables:\n  notices: accept",
                        "overlay:\n  notices: {}",
                        "overlay:\n  wide: {}",
                        "tables:\n  wide: accept"),
                ways);
        for (String way : ways) {
            String table = way.contains("notices") ? "notices" : "wide";
            String spec = "overlay:\n  users:\n" + way.replaceFirst("^overlay:\n", "") + "\n";
            List<String> left = fixture.spec(spec).plan().findings().stream()
                    .filter(finding -> finding.table().equals(table) && finding.code() == ErrorCode.TABLE_DIFFERS)
                    .map(ContentIT::text)
                    .toList();
            assertEquals(List.of(), left, way);
        }
    }

    @ServerTest
    void whatTheSpecAcceptsIsOneNote(TestServer server, TestServers servers) throws SQLException {
        MergeFixture fixture = sources(server, servers)
                .spec(
                        "overlay:\n  users:\ntables: { notices: accept, alike: accept, more: { keep-production: [active] } }\n");
        fixture.staging.run(
                NOTICES,
                "INSERT INTO notices VALUES (1, 'a', 0, '2013-01-01'), (2, 'a', 0, '2013-01-02')",
                NOTICES.replace("notices", "more"),
                "INSERT INTO more VALUES (1, 'a', 0, '2013-01-01'), (2, 'a', 0, '2013-01-02')",
                NOTICES.replace("notices", "alike"));
        fixture.production.run(
                NOTICES,
                "ALTER TABLE notices ADD gone INT",
                "INSERT INTO notices VALUES (1, 'b', 0, '2013-01-02', 1), (2, 'b', 0, '2013-01-01', 1), (3, 'b', 0, NULL, 1)",
                NOTICES.replace("notices", "more"),
                "INSERT INTO more VALUES (1, 'a', 1, '2013-01-01'), (2, 'a', 1, '2013-01-02'), (3, 'a', 1, '2013-01-02')",
                NOTICES.replace("notices", "alike"));

        List<String> told = told(fixture);

        assertEquals(
                List.of(
                        "NOTE Staging's more goes live; production's has 1 row of its own, which would be gone (id 3).",
                        "NOTE Staging's rows go live, as the spec says, where production's has others: notices (1 row of its"
                                + " own, 2 rows differ, 1 of them later, 1 column gone)."),
                told);
    }

    @ServerTest
    void keptColumnsAreProductionsAndAllElseIsStagings(TestServer server, TestServers servers) throws SQLException {
        MergeFixture fixture = sources(server, servers)
                .spec("overlay:\n  users:\ntables:\n  things: { keep-production: [f, d, e, b, z, j, t, s] }\n");
        String things = "CREATE TABLE things (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20), f FLOAT, d DOUBLE,"
                + " e ENUM('x', 'y'), b BIT(9), z INT(6) ZEROFILL, j JSON, t TIME(3), s VARCHAR(30) CHARACTER SET latin1, KEY (s))";
        fixture.staging.run(
                things,
                "INSERT INTO things VALUES (1, 'one', 1, 1, 'x', 1, 1, '[1]', '00:00:01', 'a'),"
                        + " (2, 'two', 0.1, 1e-7, 'y', 2, 2, NULL, NULL, NULL), (3, NULL, 3, 3, NULL, 3, 42, '[3]', '00:00:03', 'ü')");
        fixture.production.run(
                things,
                "INSERT INTO things VALUES (1, 'uno', 0.3, 1e-9, 'y', 257, 17, '{\"a\": 1}', '-838:59:58.999', 'é'),"
                        + " (3, 'tre', NULL, NULL, 'x', NULL, NULL, NULL, NULL, NULL), (4, 'gone', 4, 4, 'x', 4, 4, NULL, NULL, NULL)");

        MergeReport report = fixture.run();

        assertEquals(Outcome.VERIFIED, report.outcome());
        String kept = "SELECT id, f * 1e0, d, e, HEX(b), z, j, t, CONVERT(s USING utf8mb4) FROM things WHERE id ";
        assertEquals(fixture.production.rows(kept + "IN (1, 3)"), fixture.target.rows(kept + "IN (1, 3)"));
        assertEquals(fixture.staging.rows(kept + "= 2"), fixture.target.rows(kept + "= 2"));
        assertEquals(
                fixture.staging.rows("SELECT id, name FROM things"),
                fixture.target.rows("SELECT id, name FROM things"));
        assertEquals(
                List.of("2 keep production's f, d, e, b, z, j, t, s"),
                report.steps().stream()
                        .filter(step -> step.id().equals("keep-production:things"))
                        .map(step -> step.rows() + " " + step.detail())
                        .toList());
    }

    @ServerTest
    void aKeptValueThatIsNotProductionsRejectsTheTarget(TestServer server, TestServers servers) throws SQLException {
        MergeFixture fixture = sources(server, servers)
                .spec("overlay:\n  users:\ntables:\n  notices: { keep-production: [active] }\n");
        String rows = "INSERT INTO notices VALUES (1, 'a', 0, NULL), (2, 'b', 0, NULL)";
        fixture.staging.run(NOTICES, rows);
        fixture.production.run(NOTICES, rows, "UPDATE notices SET active = 1");
        for (String damage : List.of("SET active = 0 WHERE id = 2", "SET text = 'c' WHERE id = 1")) {
            MergeReport report = fixture.run(new MergeListener() {
                @Override
                public void finished(Step step, StepResult result) {
                    if (step instanceof Step.KeepColumns) {
                        change(fixture.target, "UPDATE notices " + damage);
                    }
                }
            });

            assertEquals(Outcome.REJECTED, report.outcome(), damage);
            assertEquals(
                    List.of("copy of notices"),
                    report.checks().stream()
                            .filter(check -> !check.holds())
                            .map(CheckResult::id)
                            .toList(),
                    damage);
        }
    }

    private static void change(Place place, String statement) {
        try {
            place.run(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> told(MergeFixture fixture) {
        return fixture.plan().findings().stream()
                .filter(finding -> finding.code() == ErrorCode.TABLE_DIFFERS || finding.code() == ErrorCode.NOT_ASKED)
                .map(ContentIT::text)
                .sorted(java.util.Comparator.comparing((String text) -> text.startsWith("NOTE"))
                        .thenComparing(text -> text))
                .toList();
    }

    private static String text(Finding finding) {
        return finding.level() + " " + finding.problem();
    }

    /** Production and target on another server, where there is one. */
    private MergeFixture sources(TestServer server, TestServers servers) throws SQLException {
        TestServer other = servers.otherThan(server);
        MergeFixture fixture = new MergeFixture(folder, server, other, other);
        fixture.staging.run("CREATE TABLE users (id INT PRIMARY KEY)");
        fixture.production.run("CREATE TABLE users (id INT PRIMARY KEY)");
        return fixture.spec("overlay:\n  users:\n");
    }
}
