package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.plan.Cost;
import dev.dbmerge.plan.Cost.CopiedTable;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What a plan says of rows, bytes, locks and time. */
class CostIT {
    @TempDir
    private Path folder;

    @ServerTest
    void aPlanSaysWhatIsCopiedAndWhoWaits(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        fixture.production.run(
                "ALTER TABLE users ENGINE = MyISAM", "CREATE TABLE roles (id INT PRIMARY KEY) ENGINE = InnoDB");
        fixture.staging.run("CREATE TABLE roles (id INT PRIMARY KEY)");
        fixture.spec("overlay:\n  users:\n  roles:\n");
        Map<String, Object> production = fixture.production.state();

        Cost cost = fixture.plan().cost().orElseThrow();

        assertEquals(
                List.of("areas STAGING 2", "roles PRODUCTION 0", "users PRODUCTION 4"),
                cost.tables().stream()
                        .map(table -> table.table() + " " + table.origin() + " " + table.rows())
                        .sorted()
                        .toList());
        assertTrue(cost.tables().stream().mapToLong(CopiedTable::bytes).allMatch(bytes -> bytes >= 0));
        assertTrue(cost.bytes() > 0);
        assertEquals(List.of(), cost.locks().get(0).tables());
        assertEquals(List.of("users"), cost.locks().get(1).tables());
        assertEquals(
                "writers of the tables without transactions wait until all tables are copied, others for some milliseconds while the"
                        + " snapshot opens: users",
                cost.locks().get(1).effect());
        assertTrue(cost.estimate().orElseThrow().total().compareTo(Duration.ofMillis(300)) >= 0);
        assertEquals(production, fixture.production.state());
    }

    @ServerTest
    void aLockedSourceMakesItsWritersWaitAndAQuietOneNobody(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server).consistency("lock");

        List<Cost.Hold> locked = fixture.plan().cost().orElseThrow().locks();
        List<Cost.Hold> quiet =
                fixture.consistency("quiet").plan().cost().orElseThrow().locks();

        assertEquals(List.of(List.of("areas"), List.of("users")), tables(locked));
        assertEquals(List.of(List.of(), List.of()), tables(quiet));
    }

    private static List<List<String>> tables(List<Cost.Hold> holds) {
        return holds.stream().map(Cost.Hold::tables).toList();
    }
}
