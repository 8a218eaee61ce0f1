package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.report.AccountNeeds;
import dev.dbmerge.report.DatabaseHealth;
import dev.dbmerge.report.DoctorReport;
import dev.dbmerge.report.Privilege;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Whether what the doctor lists for promoting is what the statements of a swap ask for, and stops no run. */
class PromotionGrantsIT {
    /** Access to a database, table or column, to something of the server, to a routine; SUPER beside a binary log. */
    private static final Set<Integer> REFUSALS = Set.of(1044, 1142, 1143, 1227, 1370, 1419);

    /** SUPER, which functions beside a binary log ask for, gives these as well on one server or another. */
    private static final Set<String> IN_SUPER =
            Set.of("REPLICATION CLIENT", "BINLOG MONITOR", "SET_USER_ID", "SET_ANY_DEFINER", "SET USER");

    /** One in so many is taken away; each, where this is 1. */
    private static final int EVERY = Integer.getInteger("dbmerge.grants", 8);

    @TempDir
    private Path folder;

    @ServerTest
    void anAccountWithTheGrantsThatTheDoctorPrintsCanSwapAndSwapBack(TestServer server) throws Exception {
        MergeFixture fixture = new MergeFixture(folder, server);
        String live = fixture.production.schema();
        prepare(server, fixture);
        AccountNeeds promotion = Merger.doctor(fixture.spec()).promotion().orElseThrow();
        make(server, fixture);
        try (Swap swap = promoter(server, fixture, promotion)) {
            swap.forth();

            assertEquals(
                    List.of("1|Late", "2|Bob"), fixture.production.texts("SELECT id, name FROM users ORDER BY id"));
            assertEquals(1000, fixture.production.counter("users"));
            assertEquals(
                    List.of("1|Later", "2|Bob"),
                    fixture.production.texts("SELECT id, name FROM `" + Swap.previous(live) + "`.users ORDER BY id"));

            swap.back();

            assertEquals(
                    List.of("1|Later", "2|Bob"), fixture.production.texts("SELECT id, name FROM users ORDER BY id"));
            assertEquals(List.of("1|Late", "2|Bob"), fixture.target.texts("SELECT id, name FROM users ORDER BY id"));
        } finally {
            clear(server, fixture);
        }
    }

    @ServerTest
    void withoutOneOfThemAStatementIsRefused(TestServer server) throws Exception {
        MergeFixture fixture = new MergeFixture(folder, server);
        prepare(server, fixture);
        AccountNeeds promotion = Merger.doctor(fixture.spec()).promotion().orElseThrow();
        try {
            make(server, fixture);
            promoter(server, fixture, promotion).close();
            Set<String> names = new TreeSet<>();
            promotion.privileges().forEach(privilege -> names.add(privilege.name()));
            List<String> needless = new ArrayList<>();
            for (int i = 0; i < promotion.privileges().size(); i += EVERY) {
                Privilege privilege = promotion.privileges().get(i);
                if (names.contains("SUPER") && IN_SUPER.contains(privilege.name())) {
                    continue;
                }
                String held = privilege.name() + " ON " + privilege.on();
                server.run("REVOKE " + held + " FROM its_promoter@'%'");
                make(server, fixture);
                try (Swap swap =
                        new Swap(server, "its_promoter", fixture.production.schema(), fixture.target.schema())) {
                    swap.forth();
                    swap.back();
                    needless.add(held);
                } catch (SQLException e) {
                    if (!REFUSALS.contains(e.getErrorCode())) {
                        needless.add(held + ": " + e);
                    }
                }
                server.run("GRANT " + held + " TO its_promoter@'%'");
            }

            assertEquals(List.of(), needless);
        } finally {
            clear(server, fixture);
        }
    }

    @ServerTest
    void whatPromotingLacksStopsNoRun(TestServer server) throws Exception {
        MergeFixture fixture = new MergeFixture(folder, server);
        prepare(server, fixture);
        try {
            server.run("CREATE USER its_builder@'%' IDENTIFIED BY 'its_builder'");
            for (DatabaseHealth database : Merger.doctor(fixture.spec()).databases()) {
                for (String grant : database.grants()) {
                    server.run(grant.replaceFirst(" TO .*", " TO its_builder@'%'"));
                }
            }

            DoctorReport report = Merger.doctor(fixture.account("its_builder").spec());

            assertTrue(report.well(), report.blockers().toString());
            assertEquals(
                    List.of(),
                    report.findings().stream()
                            .filter(finding -> finding.code() == ErrorCode.PRIVILEGE)
                            .toList());
            AccountNeeds promotion = report.promotion().orElseThrow();
            assertEquals("`its_builder`@`%`", promotion.account());
            String live = " ON `" + fixture.production.schema() + "`.*";
            List<String> held = promotion.privileges().stream()
                    .filter(Privilege::held)
                    .map(privilege -> privilege.name() + " ON " + privilege.on())
                    .toList();
            assertTrue(held.contains("SELECT" + live), held.toString());
            assertFalse(held.contains("DROP" + live), held.toString());
            assertTrue(promotion.privileges().stream().noneMatch(Privilege::missing));
        } finally {
            server.run("DROP USER IF EXISTS its_builder@'%'");
            clear(server, fixture);
        }
    }

    private static Swap promoter(TestServer server, MergeFixture fixture, AccountNeeds promotion) throws SQLException {
        server.run("CREATE USER its_promoter@'%' IDENTIFIED BY 'its_promoter'");
        for (String grant : promotion.grants()) {
            server.run(grant.replaceFirst(" TO .*", " TO its_promoter@'%'"));
        }
        return new Swap(server, "its_promoter", fixture.production.schema(), fixture.target.schema());
    }

    /** What the doctor looks at: production, and staging with all but the table that stays. */
    private static void prepare(TestServer server, MergeFixture fixture) throws SQLException {
        server.run("CREATE USER its_author@'%' IDENTIFIED BY 'its_author'");
        for (String schema : List.of(fixture.production.schema(), fixture.target.schema())) {
            server.run("GRANT ALL ON `" + schema + "`.* TO its_author@'%'");
        }
        if (server.product().matches("MySQL (9|8\\.[1-9]).*")) {
            server.run("GRANT SYSTEM_USER ON *.* TO its_author@'%'");
        }
        fixture.production.run(live());
        fixture.staging.run(tables());
        fixture.spec("overlay:\n  users:\ndiscard: [kept]\n");
    }

    private static String[] live() {
        return Stream.concat(
                        Stream.of(tables()),
                        Stream.of("CREATE TABLE kept (id INT PRIMARY KEY, user_id INT,"
                                + " CONSTRAINT of_user_0 FOREIGN KEY (user_id) REFERENCES users (id))"))
                .toArray(String[]::new);
    }

    private static String[] tables() {
        return new String[] {
            "CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20))",
            "CREATE TABLE orders (id INT PRIMARY KEY, user_id INT,"
                    + " CONSTRAINT by_user FOREIGN KEY (user_id) REFERENCES users (id))",
            "INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Eve')",
            "INSERT INTO orders VALUES (1, 2)",
            "CREATE DEFINER = its_author@'%' TRIGGER names_are_short BEFORE INSERT ON users FOR EACH ROW"
                    + " SET NEW.name = LEFT(NEW.name, 10)",
            "CREATE DEFINER = its_author@'%' FUNCTION one() RETURNS INT DETERMINISTIC RETURN 1",
            "CREATE DEFINER = its_author@'%' FUNCTION two() RETURNS INT DETERMINISTIC RETURN 1",
            "CREATE DEFINER = its_author@'%' PROCEDURE nothing() SELECT 1",
            "CREATE DEFINER = its_author@'%' VIEW names AS SELECT name FROM users",
            "CREATE DEFINER = its_author@'%' EVENT nightly ON SCHEDULE EVERY 1 DAY DO SELECT 1"
        };
    }

    /** Makes the live database and the target anew. */
    private static void make(TestServer server, MergeFixture fixture) throws SQLException {
        drop(server, fixture);
        for (String schema : List.of(fixture.production.schema(), fixture.target.schema())) {
            server.run("CREATE DATABASE `" + schema + "` CHARACTER SET utf8mb4");
        }
        fixture.production.run(live());
        fixture.target.run(tables());
    }

    /** A table that is referenced from another database cannot be dropped before that. */
    private static void drop(TestServer server, MergeFixture fixture) throws SQLException {
        String live = fixture.production.schema();
        server.run(
                "DROP DATABASE IF EXISTS `" + live + "`",
                "DROP DATABASE IF EXISTS `" + fixture.target.schema() + "`",
                "DROP DATABASE IF EXISTS `" + Swap.previous(live) + "`",
                "DROP DATABASE IF EXISTS `" + Swap.sentry(live) + "`");
    }

    private static void clear(TestServer server, MergeFixture fixture) throws SQLException {
        drop(server, fixture);
        server.run("DROP USER IF EXISTS its_promoter@'%', its_author@'%'");
    }
}
