package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.report.DatabaseHealth;
import dev.dbmerge.report.DoctorReport;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.Privilege;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import dev.dbmerge.testing.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/** What a plan finds about accounts and servers. */
class SurveyIT {
    private static final Pattern GRANT = Pattern.compile("GRANT ([^;()]+) ON ([^;()]+) TO `[^`]+`@`[^`]+`");

    @TempDir
    private Path folder;

    private record Grant(String privilege, String on) {
        String given() {
            return "GRANT " + privilege + " ON " + on + " TO its_builder@'%'";
        }

        String taken() {
            return "REVOKE " + privilege + " ON " + on + " FROM its_builder@'%'";
        }
    }

    @ServerTest
    void aRunWithTheGrantsThatThePlanNamesPassesAndWithoutOneThePlanNamesIt(TestServer server) throws SQLException {
        MergeFixture fixture = everything(server).account("its_builder");
        server.run(
                "CREATE USER its_builder@'%' IDENTIFIED BY 'its_builder'",
                "GRANT SELECT ON `" + fixture.staging.schema() + "`.* TO its_builder@'%'",
                "GRANT SELECT ON `" + fixture.production.schema() + "`.* TO its_builder@'%'");
        try {
            Set<String> given = new TreeSet<>();
            List<Grant> grants = grantAll(server, fixture, given, Level.BLOCKER);

            MergeReport report = fixture.run();

            assertEquals(Outcome.VERIFIED, report.outcome(), given.toString());
            // MySQL before 8.0.20 has no privilege for reading routines but SELECT on everything.
            boolean everywhere = grants.contains(new Grant("SELECT", "*.*"));
            for (int i = 0; i < grants.size(); i += 4) {
                Grant grant = grants.get(i);
                if (everywhere
                        && grant.privilege().equals("SELECT")
                        && !grant.on().equals("*.*")) {
                    continue;
                }
                server.run(grant.taken());
                List<String> named = named(fixture.plan(), Level.BLOCKER);
                server.run(grant.given());
                assertTrue(named.contains(grant.given()), grant + " is not in " + named);
            }
        } finally {
            server.run("DROP USER its_builder@'%'", "DROP DATABASE IF EXISTS `" + fixture.target.schema() + "`");
        }
    }

    @ServerTest
    void withWhatIsUsefulAsWellDefinersAreKept(TestServer server) throws SQLException {
        MergeFixture fixture = everything(server).account("its_builder");
        server.run("CREATE USER its_author@'%' IDENTIFIED BY 'its_author'");
        fixture.staging.run("CREATE DEFINER = its_author@'%' PROCEDURE nothing() SELECT 1");
        server.run(
                "CREATE USER its_builder@'%' IDENTIFIED BY 'its_builder'",
                "GRANT SELECT ON `" + fixture.staging.schema() + "`.* TO its_builder@'%'",
                "GRANT SELECT ON `" + fixture.production.schema() + "`.* TO its_builder@'%'");
        try {
            grantAll(server, fixture, new TreeSet<>(), Level.values());

            MergePlan plan = fixture.plan();
            MergeReport report = fixture.run();

            assertEquals(List.of(), named(plan, Level.NOTE));
            assertEquals(Outcome.VERIFIED, report.outcome(), report.toString());
            assertTrue(
                    plan.findings().stream()
                            .noneMatch(finding -> finding.subject().equals("PROCEDURE nothing")),
                    plan.findings().toString());
        } finally {
            server.run(
                    "DROP USER its_builder@'%', its_author@'%'",
                    "DROP DATABASE IF EXISTS `" + fixture.target.schema() + "`");
        }
    }

    @ServerTest
    void aBodyThatTheTargetsParserRefusesIsNamed(TestServer server, TestServers servers) throws SQLException {
        TestServer other = servers.otherThan(server);
        boolean mariadb = server.isMariaDb();
        MergeFixture fixture = new MergeFixture(folder, server, server, other);
        fixture.staging.run(
                "CREATE TABLE marks (id INT PRIMARY KEY, `rank` INT, `offset` INT)",
                "CREATE PROCEDURE good() SELECT id FROM marks",
                "CREATE PROCEDURE bad() SELECT " + (mariadb ? "rank" : "offset") + " FROM marks",
                "CREATE TRIGGER bad_too BEFORE INSERT ON marks FOR EACH ROW SET NEW.id = (SELECT "
                        + (mariadb ? "rank" : "offset") + " FROM marks)");

        List<Finding> found = fixture.spec("overlay: {}\n").plan().findings().stream()
                .filter(finding -> finding.code() == ErrorCode.SERVERS_DIFFER)
                .filter(finding -> !finding.subject().equals("sql_mode"))
                .toList();

        if (server.isMariaDb() == other.isMariaDb()) {
            return;
        }
        String word = mariadb ? "rank" : "offset";
        assertEquals(
                List.of("PROCEDURE bad", "bad_too", word),
                found.stream().map(Finding::subject).toList());
        assertEquals(
                List.of(Level.BLOCKER, Level.BLOCKER, Level.WARNING),
                found.stream().map(Finding::level).toList());
        assertTrue(
                found.get(0)
                        .problem()
                        .startsWith("The target's " + other.product()
                                + " does not understand the body of PROCEDURE bad near"),
                found.get(0).problem());
        assertTrue(
                found.get(2).problem().endsWith(": marks." + word + "."),
                found.get(2).problem());
    }

    @ServerTest
    void aRowThatIsLongerThanTheTargetsPacketIsTold(TestServer server, TestServers servers) throws SQLException {
        TestServer other = servers.otherThan(server);
        if (packet(server) <= packet(other) || packet(other) > 17_000_000) {
            return; // there is such a pair among the servers' defaults: 64 MB of MySQL, 16 MB of MariaDB
        }
        MergeFixture fixture = new MergeFixture(folder, server, server, other);
        fixture.staging.run(
                "CREATE TABLE docs (id INT PRIMARY KEY, body LONGTEXT)",
                "INSERT INTO docs VALUES (1, REPEAT('x', 17000000)), (2, NULL)",
                "ANALYZE TABLE docs",
                "CREATE TABLE small (id INT PRIMARY KEY, body LONGTEXT)");

        List<String> told = fixture.spec("overlay: {}\n").plan().findings().stream()
                .filter(finding -> finding.problem().contains("longest row"))
                .map(finding -> finding.level() + " " + finding.problem())
                .toList();

        assertEquals(
                List.of(String.format(
                        Locale.ROOT,
                        "WARNING The longest row of staging's docs has 17,000,000 bytes in its texts alone, and"
                                + " max_allowed_packet of the target's server is %,d bytes, so the application may not be"
                                + " able to read it there.",
                        packet(other))),
                told);
    }

    @ServerTest
    void ofATableThatIsLargerThanThePacketTheLongestRowIsLookedFor(TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server);
        long rows = packet(server) / 1_000_000 + 3;
        fixture.staging.run(
                "CREATE TABLE docs (id INT PRIMARY KEY, body LONGTEXT)",
                "INSERT INTO docs VALUES (1, REPEAT('x', 1000000))");
        for (long id = 2; id <= rows; id++) {
            fixture.staging.run("INSERT INTO docs SELECT " + id + ", body FROM docs WHERE id = 1");
        }
        fixture.staging.run("ANALYZE TABLE docs");

        List<Finding> findings = fixture.spec("overlay: {}\n").plan().findings();

        assertEquals(
                List.of(),
                findings.stream()
                        .filter(finding -> finding.subject().equals("docs"))
                        .toList());
    }

    @ServerTest
    void aTypeThatTheTargetLacksBlocks(TestServer server, TestServers servers) throws SQLException {
        TestServer other = servers.otherThan(server);
        if (!server.isMariaDb() || other.isMariaDb()) {
            return; // MariaDB alone has these types
        }
        MergeFixture fixture = new MergeFixture(folder, server, other, other);
        fixture.staging.run("CREATE TABLE hosts (id UUID PRIMARY KEY, a INET6, b INET4)");

        assertEquals(
                List.of("hosts.a", "hosts.b", "hosts.id"),
                fixture.spec("overlay: {}\n").plan().blockers().stream()
                        .filter(finding ->
                                finding.problem().startsWith("The target's " + other.product() + " has no type "))
                        .map(Finding::subject)
                        .sorted()
                        .toList());
    }

    @ServerTest
    void rowsThatAnotherCollationTakesForOneBlock(TestServer server, TestServers servers) throws SQLException {
        TestServer other = servers.otherThan(server);
        if (!server.isMariaDb() || other.isMariaDb()) {
            return; // no pair of MySQL's collations does it
        }
        MergeFixture fixture = new MergeFixture(folder, server, other, other);
        fixture.staging.run(
                "CREATE TABLE tags (id INT PRIMARY KEY, name VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_swedish_nopad_ci, no INT,"
                        + " UNIQUE KEY by_name (name(5), no), UNIQUE KEY by_no (no))",
                "INSERT INTO tags VALUES (1, 'a', 1), (2, 'a ', 2), (3, 'b', 3)");

        List<Finding> before = named(fixture);
        fixture.staging.run("ALTER TABLE tags DROP KEY by_no", "UPDATE tags SET no = 1");
        List<Finding> after = named(fixture);

        assertEquals(List.of(), before);
        assertEquals(List.of(Level.BLOCKER), after.stream().map(Finding::level).toList());
        assertEquals(
                "Rows of staging's tags in the unique key by_name are one under latin1_swedish_ci, which takes the place of a"
                        + " collation that the target's server does not know: 1 value of several rows.",
                after.get(0).problem());
    }

    private static List<Finding> named(MergeFixture fixture) {
        return fixture.spec("overlay: {}\n").plan().findings().stream()
                .filter(finding -> finding.subject().equals("tags.by_name"))
                .toList();
    }

    @ServerTest
    void theDoctorSaysWhatAPlanSaysOfTheServersAndTellsOneThatIsAway(TestServer server) throws SQLException {
        MergeFixture fixture = everything(server).account("its_builder");
        server.run(
                "CREATE USER its_builder@'%' IDENTIFIED BY 'its_builder'",
                "GRANT SELECT ON `" + fixture.staging.schema() + "`.* TO its_builder@'%'");
        try {
            DoctorReport report = Merger.doctor(fixture.spec());

            assertFalse(report.well());
            assertEquals(
                    List.of(true, true, true),
                    report.databases().stream().map(DatabaseHealth::reached).toList());
            assertEquals(
                    List.of("production E302", "production E306", "staging E302", "target E302"),
                    report.blockers().stream()
                            .map(finding -> finding.subject() + " " + finding.code())
                            .sorted()
                            .toList());
            DatabaseHealth staging = report.databases().get(0);
            assertEquals(List.of("TRIGGER", "EVENT"), missing(staging).subList(1, 3));
            assertTrue(
                    staging.grants().get(0).startsWith("GRANT SELECT, SHOW VIEW, TRIGGER, EVENT"),
                    staging.grants().toString());
        } finally {
            server.run("DROP USER its_builder@'%'");
        }
        DoctorReport away = Merger.doctor(fixture.spec());
        assertEquals(
                List.of(false, false, false),
                away.databases().stream().map(DatabaseHealth::reached).toList());
        assertEquals(
                List.of(ErrorCode.CONNECT, ErrorCode.CONNECT, ErrorCode.CONNECT),
                away.blockers().stream().map(Finding::code).toList());
    }

    private static long packet(TestServer server) throws SQLException {
        try (Connection connection = server.root();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@GLOBAL.max_allowed_packet")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static List<String> missing(DatabaseHealth database) {
        return database.privileges().stream()
                .filter(Privilege::missing)
                .map(Privilege::name)
                .toList();
    }

    /** What an account sees decides what else it needs, so the plan is asked until it names nothing. */
    private static List<Grant> grantAll(TestServer server, MergeFixture fixture, Set<String> given, Level... levels)
            throws SQLException {
        List<Grant> grants = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            MergePlan plan = fixture.plan();
            List<Finding> findings = plan.findings().stream()
                    .filter(finding -> List.of(levels).contains(finding.level()))
                    .toList();
            for (Finding finding : findings) {
                for (Grant grant : grants(finding)) {
                    if (given.add(grant.given())) {
                        server.run(grant.given());
                        grants.add(grant);
                    }
                }
            }
            if (!plan.blocked() && round > 2 - levels.length) {
                return grants;
            }
        }
        throw new AssertionError(
                "still blocked with " + given + ": " + fixture.plan().blockers());
    }

    private static List<String> named(MergePlan plan, Level level) {
        return plan.findings().stream()
                .filter(finding -> finding.level() == level)
                .flatMap(finding -> grants(finding).stream())
                .map(Grant::given)
                .toList();
    }

    private static List<Grant> grants(Finding finding) {
        if (finding.code() != ErrorCode.PRIVILEGE && finding.code() != ErrorCode.NOT_VISIBLE) {
            return List.of();
        }
        List<Grant> grants = new ArrayList<>();
        Matcher statement = GRANT.matcher(finding.problem() + " " + finding.remedy());
        while (statement.find()) {
            for (String privilege : statement.group(1).split(", ")) {
                grants.add(new Grant(privilege, statement.group(2)));
            }
        }
        return grants;
    }

    private MergeFixture everything(TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server);
        fixture.staging.run(
                "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20)) ENGINE=MyISAM",
                "CREATE TABLE areas (id INT PRIMARY KEY, code VARCHAR(20))",
                "CREATE TABLE streets (id INT PRIMARY KEY, area_id INT, KEY (area_id),"
                        + " CONSTRAINT in_area FOREIGN KEY (area_id) REFERENCES areas (id))",
                "INSERT INTO areas VALUES (1, 'nl'), (2, 'de')",
                "INSERT INTO streets VALUES (1, 1)",
                "CREATE VIEW names AS SELECT name FROM users",
                "CREATE PROCEDURE clear_names() UPDATE users SET name = NULL",
                "CREATE FUNCTION one() RETURNS INT DETERMINISTIC RETURN 1",
                "CREATE TRIGGER names_are_short BEFORE INSERT ON users FOR EACH ROW SET NEW.name = LEFT(NEW.name, 10)",
                "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM streets WHERE area_id IS NULL");
        fixture.production.run(
                "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20)) ENGINE=MyISAM",
                "INSERT INTO users VALUES (1, 'Ann'), (2, NULL)");
        return fixture.spec("overlay:\n  users:\ncleanup: cleanup/*.sql\n")
                .file("cleanup/010-nobody.sql", "DELETE FROM users WHERE name IS NULL");
    }
}
