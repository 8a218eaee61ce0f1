package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.RuleResult;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import dev.dbmerge.testing.TestServers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What the plan says of rows that would point nowhere or at others, and what the run does with them. */
class ReferenceIT {
    @TempDir
    private Path folder;

    @ServerTest
    void rowsThatWouldPointNowhereOrAtOthersAreToldWithTheirNumberAndKeys(TestServer server) throws SQLException {
        MergePlan plan = predictions(new MergeFixture(folder, server)).plan();

        assertEquals(List.of(EXPECTED), warnings(plan));
    }

    @ServerTest
    void sourcesOnTwoServersGiveTheSameAnswers(TestServer server, TestServers servers) throws SQLException {
        TestServer other = servers.otherThan(server);

        MergePlan plan =
                predictions(new MergeFixture(folder, server, other, other)).plan();

        assertEquals(List.of(EXPECTED), warnings(plan));
    }

    private static final String EXPECTED =
            "E434 predictions.user_id: Staging's predictions.user_id points at users, which"
                    + " will be production's: 3 rows (12, 14, 15) at none that is there and 2 rows (11, 16) at another one than in"
                    + " staging, by email and created_at.";

    private static MergeFixture predictions(MergeFixture fixture) throws SQLException {
        String users = "CREATE TABLE users (id BIGINT PRIMARY KEY, email VARCHAR(40), created_at DATETIME, token INT,"
                + " UNIQUE KEY (email))";
        fixture.staging.run(
                users,
                "INSERT INTO users VALUES (1, 'ann', '2011-01-01', 1), (2, 'tester', '2013-05-05', 2), (3, 'dev', '2013-05-06', 3),"
                        + " (10, NULL, '2010-01-01', 4)",
                "CREATE TABLE predictions (id INT PRIMARY KEY, user_id INT)",
                "INSERT INTO predictions VALUES (10, 1), (11, 2), (12, 3), (13, NULL), (14, 3), (15, -4), (16, 2), (17, 10)");
        fixture.production.run(
                users.replace("created_at DATETIME", "created_at DATETIME(6)"),
                "INSERT INTO users VALUES (1, 'ann', '2011-01-01', 9), (2, 'bob', '2011-02-02', 9), (9, 'x', NULL, 9),"
                        + " (10, NULL, '2010-01-01', 9)");
        return fixture.spec("overlay: { users: {} }\n");
    }

    @ServerTest
    void textsThatNameNumbersAndTextsThatNameTextsAreComparedOnTwoServers(TestServer server, TestServers servers)
            throws SQLException {
        TestServer other = servers.otherThan(server);
        MergeFixture fixture = new MergeFixture(folder, server, other, other);
        String users = "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20) COLLATE utf8mb4_general_ci UNIQUE)";
        fixture.staging.run(
                users,
                "CREATE TABLE versions (id INT PRIMARY KEY, whodunnit VARCHAR(20), author VARCHAR(20) COLLATE utf8mb4_bin)",
                "INSERT INTO versions VALUES (1, '1', 'ANN'), (2, '10', 'é'), (3, '2', 'nobody'), (4, 'console', 'z'),"
                        + " (5, '9', NULL), (6, NULL, 'Ann ')");
        fixture.production.run(users, "INSERT INTO users VALUES (1, 'ann'), (2, 'é'), (10, 'B'), (11, 'z')");
        fixture.spec("overlay: { users: {} }\nreferences:\n"
                + "  - { from: versions.author, to: users.name, orphans: warn }\n");

        List<String> told = told(fixture.plan(), Level.NOTE, ErrorCode.PARENTS_MISSING);
        List<String> warned = warnings(fixture.plan());

        assertEquals(
                List.of(
                        "E426 versions.author: Staging's versions.author points at no users.name of the target in 1 row (3);"
                                + " they stay, as the spec says."),
                told);
        assertEquals(
                List.of(
                        "E434 versions.whodunnit: Staging's versions.whodunnit points at users, which will be production's: 2"
                                + " rows (4, 5) at none that is there."),
                warned);
    }

    @ServerTest
    void anAccountThatReadsOneSourceAloneGetsTheSameAnswers(TestServer server) throws SQLException {
        MergeFixture fixture = predictions(new MergeFixture(folder, server));
        MergeFixture limited = fixture.account("its_staging", "its_production");
        for (String user : List.of("its_staging", "its_production")) {
            server.run(
                    "CREATE USER " + user + "@'%' IDENTIFIED BY '" + user + "'",
                    "GRANT SELECT ON `"
                            + (user.equals("its_staging") ? fixture.staging : fixture.production).schema()
                            + "`.* TO " + user + "@'%'");
        }
        try {
            assertEquals(List.of(EXPECTED), warnings(limited.plan()));
        } finally {
            server.run("DROP USER its_staging@'%'", "DROP USER its_production@'%'");
        }
    }

    @ServerTest
    void whatTheRunRemovesOrMakesNullIsArchivedAndTold(TestServer server) throws SQLException {
        MergeFixture fixture = predictions(new MergeFixture(folder, server));
        fixture.staging.run(
                "CREATE TABLE measures (id INT PRIMARY KEY, prediction_id INT NOT NULL, CONSTRAINT m FOREIGN KEY"
                        + " (prediction_id) REFERENCES predictions (id) ON DELETE CASCADE)",
                "INSERT INTO measures VALUES (1, 10), (2, 12), (3, 14)",
                "CREATE TABLE notes (id INT PRIMARY KEY, measure_id INT)",
                "INSERT INTO notes VALUES (1, 1), (2, 2), (3, NULL)");
        fixture.spec("overlay: { users: {} }\nreferences:\n"
                + "  - { from: notes.measure_id, to: measures.id, orphans: set-null }\n"
                + "  - { from: predictions.user_id, to: users.id, orphans: delete }\n");

        MergeReport report = fixture.run();

        assertEquals(Outcome.VERIFIED, report.outcome());
        assertEquals(
                List.of(
                        new RuleResult("orphans:predictions.user_id", "predictions", 8, 3, 0, 5),
                        new RuleResult("orphans:predictions.user_id", "measures", 3, 2, 0, 1),
                        new RuleResult("orphans:notes.measure_id", "notes", 3, 0, 1, 3)),
                report.rules());
        assertEquals(
                List.of("1,1", "2,null", "3,null"),
                fixture.target.texts("SELECT CONCAT(id, ',', IFNULL(measure_id, 'null')) FROM notes ORDER BY id"));
        assertEquals(List.of("0"), fixture.target.texts("SELECT COUNT(*) FROM measures WHERE id > 1"));
        assertTrue(report.steps().stream().anyMatch(step -> step.id().equals("orphans:predictions.user_id")));
    }

    @ServerTest
    void aRuleThatRemovesWhatOthersPointAtIsToldBeforeItRuns(TestServer server) throws SQLException {
        MergeFixture fixture = scenarios(new MergeFixture(folder, server));

        List<String> warned = warnings(fixture.plan());
        fixture.spec(SCENARIOS + "references: [scenarios.preset_scenario_id -> scenarios.id]\n");
        List<String> blocked = told(fixture.plan(), Level.BLOCKER, ErrorCode.RULE_ORPHANS);
        fixture.spec(SCENARIOS
                + "references: [{ from: scenarios.preset_scenario_id, to: scenarios.id, orphans: set-null },"
                + " { from: saved.scenario_id, to: scenarios.id, orphans: delete }]\n");
        MergePlan decided = fixture.plan();
        MergeReport report = fixture.run();

        if (server.product().startsWith("MySQL 5.7")) {
            assertEquals(List.of(), warned);
            return;
        }
        assertEquals(
                List.of(
                        "E435 010-api: Rule 010-api removes rows of scenarios that saved.scenario_id points at in 1 row (1).",
                        "E435 010-api: Rule 010-api removes rows of scenarios that scenarios.preset_scenario_id points at in 2"
                                + " rows (3, 5)."),
                warned);
        assertEquals(
                List.of(
                        "E435 010-api: Rule 010-api removes rows of scenarios that scenarios.preset_scenario_id points at in 2"
                                + " rows (3, 5), which the spec's reference forbids."),
                blocked);
        assertEquals(List.of(), decided.blockers());
        assertEquals(Outcome.VERIFIED, report.outcome());
        assertEquals(List.of("2"), fixture.target.texts("SELECT id FROM saved"));
        assertEquals(
                List.of("3", "5"),
                fixture.target.texts("SELECT id FROM scenarios WHERE preset_scenario_id IS NULL ORDER BY id"));
    }

    @ServerTest
    void aRuleThatADeclaredKeyForbidsIsRefusedByThePlan(TestServer server) throws SQLException {
        MergeFixture fixture = scenarios(new MergeFixture(folder, server));
        fixture.staging.run(
                "ALTER TABLE saved ADD CONSTRAINT saved_scenario FOREIGN KEY (scenario_id) REFERENCES scenarios (id)");

        List<String> forbidden = told(fixture.plan(), Level.BLOCKER, ErrorCode.RULE_ORPHANS);
        fixture.staging.run(
                "ALTER TABLE saved DROP FOREIGN KEY saved_scenario",
                "ALTER TABLE saved ADD CONSTRAINT saved_scenario FOREIGN KEY (scenario_id) REFERENCES scenarios (id) ON"
                        + " DELETE CASCADE");
        List<String> cascading = told(fixture.plan(), Level.NOTE, ErrorCode.RULE_ORPHANS);

        if (!server.product().startsWith("MySQL 5.7")) {
            assertEquals(
                    List.of(
                            "E435 010-api: Rule 010-api removes rows of scenarios that saved.scenario_id points at in 1 row"
                                    + " (1), which the foreign key saved_scenario forbids."),
                    forbidden);
            assertEquals(
                    List.of(
                            "E435 010-api: Rule 010-api removes rows of scenarios that saved.scenario_id points at in 1 row"
                                    + " (1); the foreign key removes them as well."),
                    cascading);
        }
    }

    @ServerTest
    void whatHoldsOnToTheRowsOfARuleIsDecidedKeyByKey(TestServer server) throws SQLException {
        MergeFixture fixture = scenarios(new MergeFixture(folder, server));
        fixture.staging.run(
                "ALTER TABLE saved ADD CONSTRAINT saved_scenario FOREIGN KEY (scenario_id) REFERENCES scenarios (id)",
                "CREATE TABLE views (id INT PRIMARY KEY, saved_id INT, CONSTRAINT views_saved FOREIGN KEY (saved_id)"
                        + " REFERENCES saved (id) ON DELETE CASCADE)",
                "CREATE TABLE marks (id INT PRIMARY KEY, view_id INT, CONSTRAINT marks_view FOREIGN KEY (view_id)"
                        + " REFERENCES views (id))");
        fixture.production.run(
                "CREATE TABLE views (id INT PRIMARY KEY, saved_id INT)",
                "INSERT INTO views VALUES (1, 1), (2, 2)",
                "CREATE TABLE marks (id INT PRIMARY KEY, view_id INT)",
                "INSERT INTO marks VALUES (7, 1), (8, 2)");
        String overlay = "overlay: { scenarios: {}, saved: {}, views: {}, marks: {} }\ncleanup: cleanup/*.sql\n";
        String one = "references: [{ from: saved.scenario_id, to: scenarios.id, orphans: delete }";
        String two = one + ", { from: marks.view_id, to: views.id, orphans: set-null }]\n";

        List<Finding> first = ruleOrphans(fixture.spec(overlay).plan());
        List<Finding> second = ruleOrphans(fixture.spec(overlay + one + "]\n").plan());
        List<Finding> last = ruleOrphans(fixture.spec(overlay + two).plan());
        MergeReport report = fixture.run();

        if (!server.product().startsWith("MySQL 5.7")) {
            assertEquals(
                    List.of(
                            "E435 010-api: Rule 010-api removes rows of scenarios that saved.scenario_id points at in 1 row"
                                    + " (1), which the foreign key saved_scenario forbids."),
                    first.stream().map(ReferenceIT::text).toList());
            assertTrue(one.contains(first.get(0)
                    .decisions()
                    .get(1)
                    .lines()
                    .get(0)
                    .replace("references: [", "")
                    .replace("]", "")));
            assertEquals(
                    List.of(
                            "E435 010-api: Rule 010-api takes rows of views along that marks.view_id points at in 1 row (7),"
                                    + " which the foreign key marks_view forbids."),
                    second.stream().map(ReferenceIT::text).toList());
            assertEquals(List.of(), last);
        }
        assertEquals(Outcome.VERIFIED, report.outcome());
        assertEquals(List.of("2"), fixture.target.texts("SELECT id FROM saved"));
        assertEquals(List.of("2"), fixture.target.texts("SELECT id FROM views"));
        assertEquals(List.of("7|null", "8|2"), fixture.target.texts("SELECT id, view_id FROM marks ORDER BY id"));
        assertEquals(
                List.of(
                        "orphans:marks.view_id marks",
                        "orphans:saved.scenario_id saved",
                        "orphans:saved.scenario_id views",
                        "010-api scenarios"),
                report.rules().stream()
                        .map(result -> result.rule() + " " + result.table())
                        .toList());
    }

    private static List<Finding> ruleOrphans(MergePlan plan) {
        return plan.blockers().stream()
                .filter(finding -> finding.code() == ErrorCode.RULE_ORPHANS)
                .toList();
    }

    @ServerTest
    void aRuleThatCannotRunIsLeftOutByItsLine(TestServer server) throws SQLException {
        MergeFixture fixture = scenarios(new MergeFixture(folder, server))
                .file("cleanup/020-gone.sql", "DELETE FROM sessions WHERE id > 0");

        Finding blocker = fixture.plan().blockers().get(0);
        MergePlan decided = fixture.spec(
                        SCENARIOS + String.join("\n", blocker.decisions().get(0).lines()) + "\n")
                .plan();

        assertEquals(ErrorCode.RULE_TABLE, blocker.code());
        assertEquals(List.of(), decided.blockers());
        assertEquals(
                List.of("E441 020-gone: Rule 020-gone does not run, as the spec says."),
                told(decided, Level.NOTE, ErrorCode.RULE_SKIPPED));
        assertEquals(Outcome.VERIFIED, fixture.run().outcome());
        assertEquals(List.of("3"), fixture.target.texts("SELECT COUNT(*) FROM scenarios"));
    }

    @ServerTest
    void aRuleOverTwoServersIsCountedInTheRun(TestServer server, TestServers servers) throws SQLException {
        TestServer other = servers.otherThan(server);
        MergeFixture fixture = scenarios(new MergeFixture(folder, server, other, other))
                .spec("overlay: { scenarios: {} }\ncleanup: cleanup/*.sql\n");
        fixture.production.run("DROP TABLE saved");

        List<String> notes = told(fixture.plan(), Level.NOTE, ErrorCode.NOT_ASKED);

        if (server != other) {
            assertTrue(
                    notes.contains("E428 010-api: Whether rule 010-api removes rows that saved.scenario_id points at is"
                            + " counted in the run: its tables are on two servers."),
                    notes.toString());
        }
    }

    @ServerTest
    void theLinesOfADecisionSettleTheirFinding(TestServer server) throws SQLException {
        MergeFixture fixture = predictions(new MergeFixture(folder, server));
        fixture.staging.run(
                "CREATE TABLE comments (id INT PRIMARY KEY, user_id BIGINT, CONSTRAINT c FOREIGN KEY (user_id) REFERENCES users"
                        + " (id))",
                "INSERT INTO comments VALUES (1, 3), (2, 1)",
                "CREATE TABLE `odd.names` (id INT PRIMARY KEY, `a b` BIGINT)",
                "INSERT INTO `odd.names` VALUES (1, 3), (2, 1)");
        fixture.production.run("CREATE TABLE predictions (id INT PRIMARY KEY, user_id INT)");
        String base = "overlay:\n  users: {}\nreferences:\n  - \"`odd.names`.`a b` -> users.id\"\n";
        fixture.spec(base);

        List<Finding> findings = fixture.plan().findings().stream()
                .filter(finding -> !finding.decisions().isEmpty())
                .toList();

        assertEquals(
                List.of("E426 comments.user_id", "E426 odd.names.a b", "E434 predictions.user_id"),
                findings.stream()
                        .map(finding -> finding.code() + " " + finding.subject())
                        .toList());
        assertEquals(
                List.of(3, 4, 5),
                findings.stream().map(finding -> finding.decisions().size()).toList());
        for (Finding finding : findings) {
            for (Decision decision : finding.decisions()) {
                fixture.spec(with(base, decision.lines()));
                assertEquals(
                        List.of(),
                        fixture.plan().findings().stream()
                                .filter(left -> left.level() != Level.NOTE
                                        && left.subject().equals(finding.subject()))
                                .toList(),
                        String.join("\n", decision.lines()));
            }
        }
    }

    /** Mappings take new keys in, lists new entries. */
    private static String with(String spec, List<String> lines) {
        String first = lines.get(0);
        String key = first.substring(0, first.indexOf(':') + 1);
        String rest = first.substring(key.length()).strip();
        String entries = rest.isEmpty()
                ? String.join("\n", lines.subList(1, lines.size()))
                : "  - " + rest.substring(1, rest.length() - 1);
        return spec.contains(key + "\n")
                ? spec.replace(key + "\n", key + "\n" + (rest.isEmpty() ? entries + "\n" : ""))
                        + (rest.isEmpty() ? "" : entries + "\n")
                : spec + key + "\n" + entries + "\n";
    }

    private static final String SCENARIOS = "overlay: { scenarios: {}, saved: {} }\ncleanup: cleanup/*.sql\n";

    private static MergeFixture scenarios(MergeFixture fixture) throws SQLException {
        List<String> tables = List.of(
                "CREATE TABLE scenarios (id INT PRIMARY KEY, title VARCHAR(20), preset_scenario_id INT)",
                "CREATE TABLE saved (id INT PRIMARY KEY, scenario_id INT)");
        fixture.staging.run(tables.toArray(String[]::new));
        fixture.production.run(tables.toArray(String[]::new));
        fixture.production.run(
                "INSERT INTO scenarios VALUES (1, 'API', NULL), (2, 'API', 1), (3, 'Mine', 1), (4, 'Mine', 3), (5, NULL, 2)",
                "INSERT INTO saved VALUES (1, 2), (2, 3)");
        return fixture.spec(SCENARIOS).file("cleanup/010-api.sql", "DELETE FROM scenarios WHERE title = 'API'");
    }

    private static List<String> warnings(MergePlan plan) {
        return plan.findings().stream()
                .filter(finding -> finding.level() == Level.WARNING)
                .filter(finding -> finding.code() != ErrorCode.NOT_VISIBLE)
                // Two servers may not know each other's collations.
                .filter(finding -> !finding.problem().contains("collation"))
                .map(ReferenceIT::text)
                .toList();
    }

    private static List<String> told(MergePlan plan, Level level, ErrorCode code) {
        return plan.findings().stream()
                .filter(finding -> finding.level() == level && finding.code() == code)
                .map(ReferenceIT::text)
                .toList();
    }

    private static String text(Finding finding) {
        return finding.code() + " " + finding.subject() + ": " + finding.problem();
    }
}
