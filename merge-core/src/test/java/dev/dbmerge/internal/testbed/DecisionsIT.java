package dev.dbmerge.internal.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.internal.cases.CaseReader;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.testing.AllServers;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import dev.dbmerge.testing.TestServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Adds to the spec of every blocked case exactly the lines that its plan prints.
 *
 * <p>Each way of a blocker makes the next plan pass it, and the first ways of all lead to a verified target; where a folder of the same
 * name with {@code -decided} stands beside, with the rows that it promises.
 */
class DecisionsIT {
    private static final AllServers<Outcome> OUTCOMES = new AllServers<>();

    private record Outcome(int decided, List<String> told) {}

    @ServerTest
    void theLinesOfEveryBlockerDecideIt(TestServer server, TestServers servers) {
        Outcome outcome = OUTCOMES.result(server, servers, DecisionsIT::decide);

        assertEquals(List.of(), outcome.told());
        assertTrue(outcome.decided() >= 60, outcome.decided() + " cases were decided");
    }

    private static Outcome decide(TestServer server) {
        Map<String, RuleCase> cases = CaseReader.standalone(Path.of("src/test/resources/merges")).cases().stream()
                .collect(Collectors.toMap(RuleCase::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        List<String> told = new ArrayList<>();
        int decided = 0;
        try (DecisionTrial trial = new DecisionTrial(CaseFixture.place(server))) {
            for (RuleCase one : cases.values()) {
                if (one.expected().outcome().isEmpty()
                        && one.expected().tables().isEmpty()) {
                    Optional<RuleCase> promise = Optional.ofNullable(cases.get(one.name() + "-decided"));
                    decided += trial.decide(one, promise, told) ? 1 : 0;
                }
            }
        }
        return new Outcome(decided, told);
    }
}
