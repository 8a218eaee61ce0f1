package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import dev.dbmerge.testing.TestServers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Copies the sequences of MariaDB; servers of MySQL have none. */
class SequenceIT {
    private static final String ORDERS =
            "CREATE TABLE orders (id BIGINT PRIMARY KEY DEFAULT NEXTVAL(`%s`.`order no`), v INT)";

    @TempDir
    private Path folder;

    @ServerTest
    void sequencesGoOnWhereBothSidesWere(TestServer server) throws SQLException {
        if (!server.isMariaDb()) {
            return;
        }
        MergeFixture fixture = sources(server);

        MergeReport report = fixture.run();

        assertEquals(Outcome.VERIFIED, report.outcome());
        // Production had given 4,711, and its server had cached the nine behind it.
        fixture.target.run("INSERT INTO orders (v) VALUES (9)");
        assertEquals(List.of("4721 9"), fixture.target.texts("SELECT CONCAT(id, ' ', v) FROM orders WHERE v = 9"));
        assertEquals(List.of("-30"), fixture.target.texts("SELECT NEXTVAL(down)"));
        assertEquals(
                List.of("1"), // the target's default does not reach into staging
                fixture.staging.texts("SELECT COUNT(*) FROM information_schema.tables WHERE table_type = 'SEQUENCE'"
                        + " AND table_name = 'order no' AND table_schema = '" + fixture.staging.schema() + "'"));
        assertEquals(List.of("26"), fixture.staging.texts("SELECT next_not_cached_value FROM `order no`"));
        assertEquals(definition(fixture.staging), definition(fixture.target));
    }

    @ServerTest
    void aTargetThatStandsHalfDoneGetsThemAnew(TestServer server) throws SQLException {
        if (!server.isMariaDb()) {
            return;
        }
        MergeFixture fixture = sources(server);
        fixture.file("checks/none.sql", "SELECT nothing FROM ${target}.orders").spec(rest() + "checks: checks/*.sql\n");
        fixture.refused();
        fixture.file("checks/none.sql", "SELECT id FROM ${target}.orders WHERE id < 0");

        assertEquals(Outcome.VERIFIED, fixture.run().outcome());

        assertEquals(List.of("4721"), fixture.target.texts("SELECT NEXTVAL(`order no`)"));
    }

    @ServerTest
    void aSequenceThatWasChangedSinceIsNamed(TestServer server) throws SQLException {
        if (!server.isMariaDb()) {
            return;
        }
        MergeFixture fixture = sources(server);
        fixture.run();
        fixture.target.run("ALTER SEQUENCE `order no` INCREMENT BY 7", "DROP SEQUENCE down");

        List<CheckResult> found = fixture.verify().checks();

        String told = found.toString();
        assertTrue(told.contains("down") && told.contains("order no"), told);
    }

    @ServerTest
    void whereThereIsNoPlaceForThemThePlanSaysSo(TestServer server, TestServers servers) throws SQLException {
        TestServer other = servers.otherThan(server);
        if (!server.isMariaDb() || other.isMariaDb()) {
            return;
        }
        MergeFixture fixture = new MergeFixture(folder, server, server, other);
        fixture.staging.run("CREATE SEQUENCE s", "CREATE TABLE t (id INT PRIMARY KEY)");
        fixture.production.run("CREATE SEQUENCE theirs");

        List<String> blockers = fixture.spec("overlay: {}\n").plan().blockers().stream()
                .map(Finding::problem)
                .toList();

        assertEquals(
                List.of(
                        "The target's " + other.product() + " has no sequences, and staging has s.",
                        "Production's sequence theirs is not in staging, and the spec does not decide about it."),
                blockers.stream().sorted(java.util.Comparator.reverseOrder()).toList());
        assertEquals(
                List.of(ErrorCode.STRUCTURE),
                fixture.spec("overlay: {}\ndiscard: [sequence theirs]\n").plan().blockers().stream()
                        .map(Finding::code)
                        .toList());
    }

    private MergeFixture sources(TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server);
        for (Place place : List.of(fixture.staging, fixture.production)) {
            place.run(
                    "CREATE SEQUENCE `order no` START WITH 1 INCREMENT BY 1 MAXVALUE 99999999 CACHE 10",
                    "CREATE SEQUENCE down START WITH -10 INCREMENT BY -10 MINVALUE -1000 MAXVALUE -1 NOCACHE CYCLE",
                    String.format(ORDERS, place.schema()),
                    "INSERT INTO orders (v) VALUES (1), (2), (3)",
                    "SELECT NEXTVAL(down)");
        }
        fixture.staging.run("SELECT NEXTVAL(down)");
        // Ten more are cached behind 15.
        fixture.staging.run("SELECT SETVAL(`order no`, 15)", "SELECT NEXTVAL(`order no`)");
        fixture.production.run("SELECT SETVAL(`order no`, 4710)", "INSERT INTO orders (v) VALUES (4)");
        return fixture.spec(rest());
    }

    private static String rest() {
        return "overlay:\n  orders:\n";
    }

    private static List<String> definition(Place place) throws SQLException {
        return place.texts(
                "SELECT start_value, minimum_value, maximum_value, increment, cache_size, cycle_option FROM `order no`"
                        + " UNION ALL SELECT start_value, minimum_value, maximum_value, increment, cache_size, cycle_option FROM down");
    }
}
