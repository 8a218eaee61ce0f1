package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import dev.dbmerge.testing.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.mindrot.jbcrypt.BCrypt;

/** The application's own migrations on a scratch copy of production's overlaid rows, and what comes of them. */
class MigrateProductionIT {
    private static final String LEDGER =
            "CREATE TABLE schema_migrations (version VARCHAR(191) NOT NULL, UNIQUE KEY u (version))";
    private static final String SPEC = "overlay:\n  users:\nmigrations: { run: bin/migrate }\n";
    private static final String MERGE_COUNTRY =
            "ALTER TABLE users ADD area VARCHAR(20);\nUPDATE users SET area = COALESCE(NULLIF(region, ''), country);\n"
                    + "ALTER TABLE users DROP region, DROP country;\nALTER TABLE areas ADD note TEXT;\n"
                    + "INSERT INTO schema_migrations VALUES ('2')";

    @TempDir
    private Path folder;

    @ServerTest
    void rowsAreLaidOverAsTheMigrationsLeftThem(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = countries(new MergeFixture(folder, server)).file("bin/migrate.sql", MERGE_COUNTRY);
        migrate("sql " + fixture.path("bin/migrate.sql"));
        Map<String, Object> production = stateOf(fixture.production);

        MergePlan plan = fixture.plan();
        MergeReport report = fixture.run();

        assertEquals(List.of(), plan.blockers());
        assertEquals(
                List.of("target", "copy", "copy", "migrate", "overlay", "verify"),
                plan.steps().stream().map(step -> step.id().split(":")[0]).toList());
        assertEquals(Outcome.VERIFIED, report.outcome());
        assertEquals(
                List.of("1|Ann|north", "2|Bob|nl", "3|Cid|de"),
                fixture.target.texts("SELECT id, name, area FROM users ORDER BY id"));
        assertEquals(List.of("1", "2"), fixture.target.texts("SELECT version FROM schema_migrations ORDER BY version"));
        assertEquals(production, stateOf(fixture.production));
        assertFalse(databases(fixture).contains(fixture.target.schema() + "_scratch"));
        assertTrue(
                report.notes().stream().noneMatch(note -> note.contains("still lacks")),
                report.notes().toString());
    }

    @ServerTest
    void whatNoSqlComputesComesFromTheHook(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = passwords(new MergeFixture(folder, server));

        MergeReport report = fixture.run();

        assertEquals(Outcome.VERIFIED, report.outcome());
        assertDigests(fixture);
        assertTrue(
                report.notes().stream()
                        .anyMatch(note -> note.equals("After migrate the scratch copy's ledger still lacks 1 of the"
                                + " migrations that staging's schema_migrations names: 2.")),
                report.notes().toString());
    }

    @ServerTest
    void productionAndTargetMayBeOnOtherServers(TestServer server, TestServers servers)
            throws SQLException, IOException {
        TestServer other = servers.otherThan(server);
        MergeFixture fixture = passwords(new MergeFixture(folder, server, other, server));

        MergeReport report = fixture.run();

        assertEquals(Outcome.VERIFIED, report.outcome());
        assertDigests(fixture);
    }

    @ServerTest
    void aPlanSaysWhatTheRunAloneCanKnow(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = countries(new MergeFixture(folder, server)).spec("overlay:\n  users:\n");
        MergePlan blocked = fixture.plan();
        migrate("fail");
        MergePlan plan = fixture.spec(SPEC).plan();

        assertTrue(blocked.blockers().stream().anyMatch(finding -> finding.code() == ErrorCode.COLUMN_WITHOUT_PLACE));
        assertTrue(blocked.blockers().stream().anyMatch(finding -> finding.code() == ErrorCode.MIGRATIONS_MISSING));
        assertEquals(
                List.of(
                        "Production has not run 1 migration that staging's schema_migrations names: 2; migrations.run is"
                                + " to run them on a scratch copy of its overlaid rows.",
                        "The overlaid tables come from a scratch copy that migrate migrates first, so the run alone asks"
                                + " whether their columns and values fit; what production writes meanwhile cannot be"
                                + " caught up row by row."),
                plan.findings().stream()
                        .filter(finding -> finding.code() == ErrorCode.MIGRATIONS_MISSING)
                        .filter(finding -> finding.level() == Finding.Level.NOTE)
                        .map(Finding::problem)
                        .toList());
    }

    @ServerTest
    void aMigrationThatFailsStopsTheRunWithoutItsPassword(TestServer server) throws SQLException, IOException {
        String account = "its_p@s/w:d%+";
        MergeFixture fixture = passwords(new MergeFixture(folder, server)).account(account);
        migrate("fail");
        List<String> printed = new ArrayList<>();
        server.run(
                "CREATE USER '" + account + "'@'%' IDENTIFIED BY '" + account + "'",
                "GRANT ALL PRIVILEGES ON *.* TO '" + account + "'@'%'");
        try {
            MergeException failure = fixture.refused(new MergeListener() {
                @Override
                public void hookPrinted(String hook, String line) {
                    printed.add(line);
                }
            });

            assertEquals(5, failure.code().exitCode());
            assertTrue(
                    failure.getMessage()
                            .startsWith(
                                    "Step migrate:production stopped. The migration migrate of production's scratch"
                                            + " copy ended with exit code 3, and its last line was \"could not migrate mysql2://"),
                    failure.getMessage());
            assertTrue(failure.getMessage().endsWith("[E507]"), failure.getMessage());
            String everything = failure.getMessage() + printed + Files.readString(fixture.path("run.json"));
            assertFalse(everything.contains("its_p%40s%2Fw%3Ad%25%2B"), everything);
            assertFalse(everything.contains(":" + account), everything);
            assertFalse(databases(fixture).contains(fixture.target.schema() + "_scratch"));
            migrate("bcrypt");
            assertEquals(Outcome.VERIFIED, fixture.run().outcome());
        } finally {
            server.run("DROP USER '" + account + "'@'%'");
        }
    }

    @ServerTest
    void aColumnThatHasNoPlaceAfterTheMigrationStopsTheRun(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = countries(new MergeFixture(folder, server))
                .file("bin/migrate.sql", "ALTER TABLE users ADD area VARCHAR(20), DROP region");
        migrate("sql " + fixture.path("bin/migrate.sql"));

        MergeException failure = fixture.refused();

        assertEquals(ErrorCode.MIGRATE, failure.code());
        assertTrue(
                failure.problem()
                        .startsWith(
                                "Step migrate:production stopped. After migrate the scratch copy does not fit (E412):"
                                        + " Production's users.country (varchar(20), "),
                failure.getMessage());
        assertFalse(databases(fixture).contains(fixture.target.schema() + "_scratch"));
    }

    @ServerTest
    void aValueThatDoesNotFitAfterTheMigrationStopsTheRun(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = countries(new MergeFixture(folder, server))
                .file(
                        "bin/migrate.sql",
                        MERGE_COUNTRY
                                + ";\nALTER TABLE users MODIFY name TEXT;\nUPDATE users SET name = REPEAT('x', 99)");
        migrate("sql " + fixture.path("bin/migrate.sql"));

        MergeException failure = fixture.refused();

        assertEquals(ErrorCode.MIGRATE, failure.code());
        assertTrue(
                failure.problem()
                        .startsWith(
                                "Step migrate:production stopped. After migrate the scratch copy does not fit (E422):"),
                failure.getMessage());
        assertTrue(failure.problem().contains("users.name"), failure.getMessage());
    }

    @ServerTest
    void aTableThatOnlyTheMigrationMakesIsLaidOver(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = countries(new MergeFixture(folder, server))
                .file(
                        "bin/migrate.sql",
                        MERGE_COUNTRY + ";\nCREATE TABLE members (id INT AUTO_INCREMENT PRIMARY KEY, user_id INT);\n"
                                + "INSERT INTO members (user_id) SELECT id FROM users")
                .file("cleanup/010-members.sql", "DELETE FROM members WHERE user_id = 3")
                .spec("overlay:\n  users: { where: \"id < 3\", keep-staging: \"id = 9\" }\n  members:\n"
                        + "migrations: { run: bin/migrate }\ncleanup: cleanup/*.sql\n");
        fixture.staging.run(
                "INSERT INTO users VALUES (9, 'tester', 'qa')",
                "CREATE TABLE members (id INT AUTO_INCREMENT PRIMARY KEY, user_id INT)");
        migrate("sql " + fixture.path("bin/migrate.sql"));

        MergePlan plan = fixture.plan();
        MergeReport report = fixture.run();

        assertEquals("migrations.run may change its rows", plan.rules().get(0).note());
        assertEquals(Outcome.VERIFIED, report.outcome());
        assertEquals(
                List.of("1|north", "2|nl", "9|qa"), fixture.target.texts("SELECT id, area FROM users ORDER BY id"));
        assertEquals(List.of("1|1", "2|2"), fixture.target.texts("SELECT id, user_id FROM members ORDER BY id"));
    }

    @ServerTest
    void aTableThatTheMigrationTookAwayStopsTheRun(TestServer server) throws SQLException, IOException {
        MergeFixture fixture =
                countries(new MergeFixture(folder, server)).file("bin/migrate.sql", "RENAME TABLE users TO users_old");
        migrate("sql " + fixture.path("bin/migrate.sql"));

        MergeException failure = fixture.refused();

        assertEquals(ErrorCode.MIGRATE, failure.code());
        assertTrue(failure.problem().contains("(E410): The spec overlays users"), failure.getMessage());
    }

    @ServerTest
    void aScratchSchemaOfSomebodyElseBlocksAndOneOfOursIsMadeAnew(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = passwords(new MergeFixture(folder, server));
        String scratch = fixture.target.schema() + "_scratch";
        server.run("CREATE DATABASE `" + scratch + "`", "CREATE TABLE `" + scratch + "`.theirs (id INT)");
        try {
            MergePlan blocked = fixture.plan();
            server.run("CREATE TABLE `" + scratch + "`._dbmerge_scratch (id INT)");
            MergeReport report = fixture.run();

            assertEquals(
                    List.of("The scratch schema " + scratch + ", in which migrations.run is to work, exists at "
                            + server.url().replaceFirst("jdbc:mysql://([^/?]*).*", "$1")
                            + ", and dbmerge did not make it."),
                    blocked.blockers().stream().map(Finding::problem).toList());
            assertEquals(Outcome.VERIFIED, report.outcome());
        } finally {
            server.run("DROP DATABASE IF EXISTS `" + scratch + "`");
        }
    }

    @ServerTest
    void everyTableIsThereForMigrationsAndForeignKeysHoldWhereTheirRowsAre(TestServer server)
            throws SQLException, IOException {
        MergeFixture fixture = countries(new MergeFixture(folder, server))
                .file(
                        "bin/migrate.sql",
                        MERGE_COUNTRY + ";\nALTER TABLE posts DROP FOREIGN KEY posts_users;\n"
                                + "DELETE FROM posts WHERE user_id = 2;\nALTER TABLE posts MODIFY user_id BIGINT;\n"
                                + "INSERT INTO posts VALUES (4, 1, 7)")
                .spec("overlay:\n  users:\n  posts:\nmigrations: { run: bin/migrate }\n");
        for (Place place : List.of(fixture.staging, fixture.production)) {
            place.run(
                    "CREATE TABLE posts (id INT PRIMARY KEY, user_id INT, area_id INT, "
                            + "CONSTRAINT posts_users FOREIGN KEY"
                            + " (user_id) REFERENCES users (id), CONSTRAINT posts_areas FOREIGN KEY (area_id) REFERENCES areas (id))",
                    "INSERT INTO areas (id, code) VALUES (7, 'x')");
        }
        fixture.production.run("INSERT INTO posts VALUES (1, 1, 7), (2, 2, 7), (3, 3, NULL)");
        migrate("sql " + fixture.path("bin/migrate.sql"));

        MergeReport report = fixture.run();

        assertEquals(
                List.of("1|1|7", "3|3|null", "4|1|7"),
                fixture.target.texts("SELECT id, user_id, area_id FROM posts ORDER BY id"));
        assertTrue(
                report.notes()
                        .contains(
                                "The scratch copy has no foreign key to a table whose rows are not in it: posts.posts_areas."),
                report.notes().toString());
    }

    @ServerTest
    void aRunThatIsInterruptedWhileTheHookRunsEndsAndTheNextBeginsAnew(TestServer server)
            throws SQLException, IOException {
        MergeFixture fixture = passwords(new MergeFixture(folder, server));
        script("#!/bin/sh", "echo waiting", "exec sleep 60");
        try (Merger merger = fixture.merger().open()) {
            MergePlan plan = merger.plan();
            MergeListener interrupting = new MergeListener() {
                @Override
                public void hookPrinted(String hook, String line) {
                    merger.interrupt();
                }
            };

            MergeException failure = assertThrows(MergeException.class, () -> merger.run(plan, interrupting));

            assertEquals(ErrorCode.INTERRUPTED, failure.code());
        } finally {
            Thread.interrupted();
        }
        migrate("bcrypt");

        assertEquals(Outcome.VERIFIED, fixture.run().outcome());
    }

    /** Production has two columns where staging has one. */
    private MergeFixture countries(MergeFixture fixture) throws SQLException {
        fixture.staging.run(
                "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), area VARCHAR(20))",
                "CREATE TABLE areas (id INT PRIMARY KEY, code VARCHAR(20), note TEXT)",
                LEDGER,
                "INSERT INTO schema_migrations VALUES ('1'), ('2')");
        fixture.production.run(
                "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), region VARCHAR(20), country VARCHAR(20)) ENGINE=MyISAM",
                "INSERT INTO users VALUES (1, 'Ann', 'north', 'nl'), (2, 'Bob', '', 'nl'), (3, 'Cid', NULL, 'de')",
                "ALTER TABLE users ENGINE=InnoDB",
                "CREATE TABLE areas (id INT PRIMARY KEY, code VARCHAR(20))",
                LEDGER,
                "INSERT INTO schema_migrations VALUES ('1')");
        return fixture.spec(SPEC);
    }

    /** Staging took Devise, whose digest no SQL computes. */
    private MergeFixture passwords(MergeFixture fixture) throws SQLException, IOException {
        fixture.staging.run(
                "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), old_crypted_password VARCHAR(255))",
                LEDGER,
                "INSERT INTO schema_migrations VALUES ('1'), ('2')");
        fixture.production.run(
                "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), crypted_password VARCHAR(255))",
                "INSERT INTO users VALUES (1, 'Ann', 'd1'), (2, 'Bob', 'd2')",
                LEDGER,
                "INSERT INTO schema_migrations VALUES ('1')");
        migrate("bcrypt");
        return fixture.spec(SPEC);
    }

    private static void assertDigests(MergeFixture fixture) throws SQLException {
        List<String> rows = fixture.target.texts("SELECT id, name, old_crypted_password FROM users ORDER BY id");
        assertEquals(2, rows.size());
        for (int id = 1; id <= 2; id++) {
            String[] row = rows.get(id - 1).split("\\|");
            assertEquals(id + (id == 1 ? "Ann" : "Bob"), row[0] + row[1]);
            assertTrue(BCrypt.checkpw("d" + id, row[2]), row[2]);
        }
    }

    /** Lets the hook run {@link MigrationMain}, with the class path of the test. */
    private void migrate(String arguments) throws IOException {
        script("#!/bin/sh", MigrationMain.command(arguments));
    }

    private void script(String... lines) throws IOException {
        Path file = folder.resolve("bin/migrate");
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static Map<String, Object> stateOf(Place place) throws SQLException {
        Map<String, Object> state = place.state();
        state.remove("databases");
        return state;
    }

    private static List<String> databases(MergeFixture fixture) throws SQLException {
        return fixture.target.texts("SHOW DATABASES");
    }
}
