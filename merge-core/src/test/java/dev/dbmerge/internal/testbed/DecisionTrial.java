package dev.dbmerge.internal.testbed;

import dev.dbmerge.Merger;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.cases.Expectation;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.UrlConnections;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.MergeSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Adds the lines that plans print to the spec of cases, on one server, one case at a time. */
final class DecisionTrial implements AutoCloseable {
    private static final int ROUNDS = 8;

    private final Server server;
    private final TestDatabases databases;
    private final CaseSpec specs;
    private final MergeGround ground;
    private final MergeTrial merges;
    private int merged;

    DecisionTrial(Database place) {
        server = new Server("target", new UrlConnections(place), place.schema());
        databases = new TestDatabases(server);
        specs = new CaseSpec(Optional.empty(), place);
        ground = new MergeGround(databases, MergeStructure.NONE);
        merges = new MergeTrial(databases, specs, MergeStructure.NONE, Instant.now());
    }

    /** Tells whether there was something to decide. */
    boolean decide(RuleCase one, Optional<RuleCase> promise, List<String> told) {
        ground.fill(one, CaseTime.values(Instant.now()));
        try {
            MergePlan plan = plan(one);
            if (plan.blockers().isEmpty() || !decidable(plan)) {
                return false;
            }
            plan.blockers().forEach(blocker -> eachWay(one, blocker, told));
            RuleCase last = settled(one, plan);
            if (plan(last).blocked()) {
                told.add(one.name() + ": still blocked by " + plan(last).blockers());
            } else {
                verify(last, promise, told);
            }
            return true;
        } catch (RefusedException e) {
            if (one.expected().refused().isEmpty()) {
                throw e;
            }
            return false;
        } finally {
            ground.clear();
        }
    }

    /** Adds the first way of every blocker, again and again, until there is none or no way is left. */
    private RuleCase settled(RuleCase one, MergePlan first) {
        RuleCase last = one;
        MergePlan plan = first;
        for (int round = 0; round < ROUNDS && plan.blocked() && decidable(plan); round++) {
            for (Finding blocker : plan.blockers()) {
                last = with(last, blocker.decisions().get(0));
            }
            plan = plan(last);
        }
        return last;
    }

    /**
     * Decides whatever there is and merges.
     *
     * @param look looks at the three databases afterwards and gives what is wrong
     * @return what is wrong; empty where all is well, or where a blocker asks for more than a line
     */
    Optional<String> settle(RuleCase one, Function<TestDatabases, Optional<String>> look) {
        ground.fill(one, CaseTime.values(Instant.now()));
        try {
            RuleCase last = settled(one, plan(one));
            try (Merger merger = merger(last)) {
                MergePlan plan = merger.plan();
                if (plan.blocked()) {
                    return decidable(plan)
                            ? Optional.of("still blocked by " + plan.blockers() + "\n" + last.spec())
                            : Optional.empty();
                }
                MergeReport report = merger.run(plan);
                merged++;
                return report.outcome() == Outcome.VERIFIED
                        ? look.apply(databases).map(text -> text + "\n" + last.spec())
                        : Optional.of(report.checks() + "\n" + last.spec());
            } catch (MergeException e) {
                return Optional.of(e.getMessage() + "\n" + last.spec());
            }
        } finally {
            ground.clear();
        }
    }

    /** Gives how many cases were merged. */
    int merged() {
        return merged;
    }

    private static boolean decidable(MergePlan plan) {
        return plan.blockers().stream().noneMatch(blocker -> blocker.decisions().isEmpty());
    }

    private void eachWay(RuleCase one, Finding blocker, List<String> told) {
        for (Decision way : blocker.decisions()) {
            boolean there = plan(with(one, way)).blockers().stream()
                    .anyMatch(next ->
                            next.code() == blocker.code() && next.subject().equals(blocker.subject()));
            if (there) {
                told.add(one.name() + ": " + blocker.code() + " is still there after " + way.lines());
            }
        }
    }

    private void verify(RuleCase last, Optional<RuleCase> promise, List<String> told) {
        if (promise.isEmpty()) {
            try (Merger merger = merger(last)) {
                MergeReport report = merger.run(merger.plan());
                if (report.outcome() != Outcome.VERIFIED) {
                    told.add(last.name() + ": " + report.checks());
                }
            }
            return;
        }
        ground.clear();
        Expectation expected = promise.get().expected();
        CaseResult result = merges.run(new RuleCase(
                last.subject(),
                last.name(),
                last.at(),
                last.now(),
                last.target(),
                last.staging(),
                last.production(),
                last.spec(),
                new Expectation(
                        expected.at(),
                        expected.undecided(),
                        expected.tables(),
                        expected.check(),
                        expected.outcome(),
                        List.of(),
                        expected.refused())));
        told.addAll(CaseFixture.told(List.of(result)));
    }

    private MergePlan plan(RuleCase one) {
        try (Merger merger = merger(one)) {
            return merger.plan();
        }
    }

    private Merger merger(RuleCase one) {
        MergeSpec spec = specs.load(one, databases);
        return Merger.of(spec).withoutSpecHooks().open();
    }

    private static RuleCase with(RuleCase one, Decision way) {
        return new RuleCase(
                one.subject(),
                one.name(),
                one.at(),
                one.now(),
                one.target(),
                one.staging(),
                one.production(),
                merged(one.spec(), String.join("\n", way.lines())),
                one.expected());
    }

    @Override
    public void close() {
        databases.close();
        server.close();
    }

    private static String merged(String spec, String lines) {
        Object merged = merged(read(spec), read(lines));
        return new Dump(DumpSettings.builder().build()).dumpToString(merged);
    }

    private static Object read(String yaml) {
        Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return read == null ? Map.of() : read;
    }

    /** Mappings and lists take the other's entries in, and a value takes the place of another. */
    private static Object merged(Object one, Object other) {
        if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            Map<Object, Object> all = new LinkedHashMap<>(a);
            b.forEach((key, value) -> all.merge(key, value, (before, after) -> DecisionTrial.merged(before, after)));
            return all;
        }
        if (one instanceof List<?> a && other instanceof List<?> b) {
            List<Object> all = new ArrayList<>(a);
            all.addAll(b);
            return all;
        }
        return other;
    }
}
