package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What stops a merge before it begins, each with its whole text; found without a server's help, so on one server. */
class BlockerIT {
    @TempDir
    private Path folder;

    @ServerTest(only = "mariadb-11.4")
    void theSpecMayNameColumnsThatAreNotThere(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server)
                .spec("overlay:\n  users: { columns: { nick: \"name\" }, drop: [age] }\n");

        assertBlocked(
                fixture,
                "E411 users: overlay.users.columns names nick, which staging's users does not have. Mend or remove the line.");
    }

    @ServerTest(only = "mariadb-11.4")
    void aRuleMayWriteATableThatTheTargetWillNotHave(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server)
                .spec("overlay:\n  users:\ncleanup: cleanup/*.sql\n")
                .file("cleanup/010-sessions.sql", "DELETE FROM sessions");

        assertBlocked(
                fixture,
                "E416 010-sessions: Rule 010-sessions writes sessions, which the target will not have."
                        + " Mend the table's name in 010-sessions.sql, or remove the rule.");
    }

    @ServerTest
    void anExistingTargetIsABlockerUntilItMayBeReplaced(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        String schema = server.schema("its_new");
        server.run("CREATE TABLE " + schema + ".somebodys (id INT PRIMARY KEY)");
        String problem = "The target " + schema + " exists at "
                + server.url().replaceFirst("jdbc:mysql://([^/]+)/.*", "$1") + ", and dbmerge did not make it.";

        assertBlocked(
                fixture,
                "E401 " + schema + ": " + problem
                        + " Choose another target.schema, or let the run replace it with --replace.");

        try (Merger merger = fixture.merger().replaceTarget().open()) {
            MergePlan plan = merger.plan();
            assertEquals(List.of(), texts(plan.blockers()));
            assertTrue(texts(plan.findings())
                    .contains("E401 " + schema + ": " + problem + " The run drops it, as asked."));
        }
    }

    /** The plan has exactly these blockers, a run of it is refused, and no target comes to be. */
    private static void assertBlocked(MergeFixture fixture, String... blockers) throws SQLException {
        List<String> before = fixture.staging.texts("SHOW DATABASES");

        MergePlan plan = fixture.plan();
        MergeException refusal = fixture.refused();

        assertEquals(List.of(blockers), texts(plan.blockers()));
        List<Finding> found = plan.blockers();
        assertEquals(
                found.size() == 1
                        ? "The plan has a blocker: " + found.get(0).problem() + " "
                                + found.get(0).remedy() + " [E400]"
                        : "The plan has " + found.size()
                                + " blockers: users, users. Decide each in the spec, then plan again. [E400]",
                refusal.getMessage());
        assertEquals(before, fixture.staging.texts("SHOW DATABASES"));
    }

    private static List<String> texts(List<Finding> findings) {
        return findings.stream()
                .map(finding -> (finding.code() + " " + finding.subject() + ": " + finding.problem() + " "
                                + finding.remedy())
                        .strip())
                .toList();
    }
}
