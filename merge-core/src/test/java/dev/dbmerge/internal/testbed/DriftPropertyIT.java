package dev.dbmerge.internal.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.Expectation;
import dev.dbmerge.internal.cases.Given;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.Script;
import dev.dbmerge.internal.cases.Subject;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.testing.AllServers;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import dev.dbmerge.testing.TestServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** No run that passed its plan stops at the data: tried with random drift, each blocker decided by the lines that the plan prints. */
class DriftPropertyIT {
    /** {@code -Ddbmerge.drifts=200} tries more. */
    private static final int PAIRS = Integer.getInteger("dbmerge.drifts", 25);

    private static final int FIRST = Integer.getInteger("dbmerge.drift.first", 0);

    private static final long SEED = Long.getLong("dbmerge.drift.seed", 4);

    private static final AllServers<Outcome> OUTCOMES = new AllServers<>();

    private record Outcome(int merged, List<String> wrong) {}

    @ServerTest
    void aPlanThatPassesIsARunThatPasses(TestServer server, TestServers servers) {
        Outcome outcome = OUTCOMES.result(server, servers, DriftPropertyIT::merge);

        assertEquals(List.of(), outcome.wrong());
        assertTrue(outcome.merged() * 10 >= PAIRS * 8, outcome.merged() + " of " + PAIRS + " were merged");
    }

    private static Outcome merge(TestServer server) {
        List<String> wrong = new ArrayList<>();
        int merged;
        try (DecisionTrial trial = new DecisionTrial(CaseFixture.place(server))) {
            for (int i = FIRST; i < FIRST + PAIRS; i++) {
                RandomDrift drift = new RandomDrift(SEED * 1_000_000 + i);
                RuleCase one = ruleCase("pair " + i, drift.staging(), drift.production());
                Optional<String> told = trial.settle(one, databases -> difference(databases, drift));
                told.ifPresent(text -> wrong.add(
                        one.name() + ": " + text + "\n" + drift.staging() + "\n" + drift.production() + "\n"));
            }
            merged = trial.merged();
        }
        return new Outcome(merged, wrong);
    }

    /** Columns of one type hold production's bytes in every row that came, whatever was decided about others. */
    private static Optional<String> difference(TestDatabases databases, RandomDrift drift) {
        String target = databases.name(MergeGround.TARGET);
        String production = databases.name(MergeGround.PRODUCTION);
        try (Session session = databases.server().open()) {
            for (String column : drift.sameColumns()) {
                String name = Names.quote(column);
                long different = session.number(
                        "compare",
                        "SELECT COUNT(*) FROM " + Names.quote(target, "t") + " AS n LEFT JOIN "
                                + Names.quote(production, "t") + " AS p ON p.id = n.id WHERE p.id IS NULL OR NOT"
                                + " (CONVERT(n." + name + " USING binary) <=> CONVERT(p." + name + " USING binary))");
                if (different > 0) {
                    return Optional.of(different + " rows differ in " + column);
                }
            }
        }
        return Optional.empty();
    }

    private static RuleCase ruleCase(String name, String staging, String production) {
        Position at = new Position(Path.of("drift/case.yml"), 1, 1);
        Given nothing = new Given(List.of(), Map.of());
        return new RuleCase(
                new Subject(Subject.Kind.MERGE, "drift"),
                name,
                at,
                Optional.empty(),
                nothing,
                new Given(List.of(new Script(at, staging)), Map.of()),
                new Given(List.of(new Script(at, production)), Map.of()),
                "overlay: { t: {} }",
                new Expectation(at, false, List.of(), Optional.empty(), Optional.empty(), List.of(), Optional.empty()));
    }
}
