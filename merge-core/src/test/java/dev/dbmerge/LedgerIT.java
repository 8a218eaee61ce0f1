package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** What a plan makes of the ledgers of both sides, and that its lines settle what it finds. */
class LedgerIT {
    private static final String OVERLAY = "overlay:\n  users:\n";
    private static final String METADATA =
            "CREATE TABLE ar_internal_metadata (`key` VARCHAR(191) PRIMARY KEY, `value` VARCHAR(255))";

    @TempDir
    private Path folder;

    @ServerTest
    void theLinesThatAreDonePassTheNextPlanHoweverManyTheyAre(TestServer server) throws SQLException {
        MergeFixture fixture = rails(server, 60);
        fixture.staging.run("ALTER TABLE users ADD team VARCHAR(20)");

        Finding blocker = only(fixture.plan(), ErrorCode.MIGRATIONS_MISSING);
        List<String> lines = blocker.decisions().get(0).lines();
        fixture.spec(OVERLAY + String.join("\n", lines) + "\n");
        MergePlan next = fixture.plan();

        assertEquals(Level.BLOCKER, blocker.level());
        assertEquals("schema_migrations", blocker.table());
        assertTrue(blocker.problem().contains("20240101000019 and 40 more; the two sides"), blocker.problem());
        assertTrue(lines.stream().allMatch(line -> line.length() <= 120), String.join("\n", lines));
        assertFalse(next.blocked());
        assertEquals(
                "Production has not run 60 migrations that staging's schema_migrations names, and the spec says that all are cared for.",
                only(next, ErrorCode.MIGRATIONS_MISSING).problem());
        assertEquals(List.of(), of(next, ErrorCode.DECISION_IDLE));
    }

    @ServerTest
    void migrationsThatTouchNoColumnOfAnOverlaidTableWarn(TestServer server) throws SQLException {
        Finding warning = only(rails(server, 1).plan(), ErrorCode.MIGRATIONS_MISSING);

        assertEquals(Level.WARNING, warning.level());
        assertEquals(
                "Production has not run 1 migration that staging's schema_migrations names: 20240101000000; no overlaid table"
                        + " differs in structure, but one of them may have changed rows.",
                warning.problem());
        assertEquals(
                List.of("migrations:", "  done: [\"20240101000000\"]"),
                warning.decisions().get(0).lines());
    }

    @ServerTest
    void equalLedgersAndAnOverlaidLedgerSayNothing(TestServer server) throws SQLException {
        MergeFixture equal = rails(server, 0);
        MergePlan first = equal.plan();
        equal.staging.run("INSERT INTO schema_migrations VALUES ('20240101000000')");
        equal.spec(OVERLAY + "  schema_migrations:\n");
        MergePlan second = equal.plan();
        MergePlan third = equal.spec("overlay: {}\ndiscard: [users]\n").plan();

        assertEquals(List.of(), of(first, ErrorCode.MIGRATIONS_MISSING));
        assertEquals(List.of(), of(second, ErrorCode.MIGRATIONS_MISSING));
        assertEquals(List.of(), of(third, ErrorCode.MIGRATIONS_MISSING));
    }

    @ServerTest
    void anEnvironmentThatGoesLiveWarnsUntilProductionsIsKept(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        fixture.staging.run(METADATA, "INSERT INTO ar_internal_metadata VALUES ('environment', 'staging')");
        fixture.production.run(METADATA, "INSERT INTO ar_internal_metadata VALUES ('environment', 'live')");

        Finding warning = only(fixture.plan(), ErrorCode.LEDGER_ENVIRONMENT);
        List<String> lines = warning.decisions().get(0).lines();
        fixture.spec(OVERLAY + String.join("\n", lines) + "\n");
        MergePlan next = fixture.plan();

        assertEquals(Level.WARNING, warning.level());
        assertEquals(
                "The environment in the target's ar_internal_metadata will be staging, which is staging's, while"
                        + " production's says live.",
                warning.problem());
        assertEquals(List.of("tables:", "  ar_internal_metadata:", "    keep-production: [value]"), lines);
        assertEquals(List.of(), of(next, ErrorCode.LEDGER_ENVIRONMENT));
    }

    @ServerTest
    void anEnvironmentThatProductionLacksIsMendedByAFix(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        fixture.staging.run(METADATA, "INSERT INTO ar_internal_metadata VALUES ('environment', 'staging')");

        Finding warning = only(fixture.plan(), ErrorCode.LEDGER_ENVIRONMENT);
        String update = warning.remedy().replaceFirst(".*: (UPDATE .*)\\.", "$1");
        fixture.file("fixes/V1__environment.sql", update).spec(OVERLAY + "fixes: fixes/\n");
        Finding next = only(fixture.plan(), ErrorCode.LEDGER_ENVIRONMENT);
        fixture.run();

        assertEquals(
                "Put into a migration under fixes: UPDATE `ar_internal_metadata` SET `value` = 'production' WHERE `key` ="
                        + " 'environment'.",
                warning.remedy());
        assertEquals(List.of(), warning.decisions());
        assertEquals(Level.NOTE, next.level());
        assertEquals(
                List.of("environment|production"),
                fixture.target.texts("SELECT `key`, `value` FROM ar_internal_metadata"));
    }

    private MergeFixture rails(TestServer server, int missing) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        String table = "CREATE TABLE schema_migrations (version VARCHAR(191) NOT NULL, UNIQUE KEY u (version))";
        fixture.production.run(table, "INSERT INTO schema_migrations VALUES ('20230101000000')");
        fixture.staging.run(
                table,
                IntStream.range(0, missing)
                        .mapToObj(i -> ", ('202401010000%02d')".formatted(i))
                        .collect(
                                Collectors.joining("", "INSERT INTO schema_migrations VALUES ('20230101000000')", "")));
        return fixture;
    }

    private static Finding only(MergePlan plan, ErrorCode code) {
        List<Finding> found = of(plan, code);
        assertEquals(1, found.size(), () -> plan.findings().toString());
        return found.get(0);
    }

    private static List<Finding> of(MergePlan plan, ErrorCode code) {
        return plan.findings().stream()
                .filter(finding -> finding.code() == code)
                .toList();
    }
}
