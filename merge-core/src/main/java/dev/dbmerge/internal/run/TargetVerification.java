package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.journal.JournalReader;
import dev.dbmerge.internal.journal.ObjectRecord;
import dev.dbmerge.internal.journal.RunRecord;
import dev.dbmerge.internal.journal.StepRecord;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.NamedLock;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.CheckRunner;
import dev.dbmerge.internal.verify.ReferenceChecker;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.VerifyReport;
import dev.dbmerge.spec.MergeSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares a target with what its journal says that the run left, and asks references and checks again. */
public final class TargetVerification {
    private final MergeSpec spec;
    private final Servers servers;
    private final Parallel parallel;

    public TargetVerification(MergeSpec spec, Servers servers, Parallel parallel) {
        this.spec = spec;
        this.servers = servers;
        this.parallel = parallel;
    }

    /**
     * Looks at the target; nothing is written.
     *
     * @throws RefusedException when no run of this spec made the target and came to its end, or one is at work there
     */
    public VerifyReport verify() {
        Instant begun = Instant.now();
        try (NamedLock lock = NamedLock.take(servers.target());
                Session target = servers.target().open()) {
            JournalReader journal = new JournalReader(target, target.server().schema());
            RunRecord run = ended(spec, servers.target(), journal);
            List<ObjectRecord> then = journal.objects();
            Schema made = SchemaReader.read(target, target.server().schema());
            Map<String, RowSum> sums =
                    parallel.sums(servers.target(), made, made.tables().keySet());
            List<CheckResult> checks = new ArrayList<>(differences(then, TargetObjects.of(made, sums), made, journal));
            checks.addAll(new ReferenceChecker(target, made).check(spec.references()));
            CheckRunner runner = new CheckRunner(target, target.server().schema(), run.pinnedAt());
            spec.checks().forEach(check -> checks.add(runner.run(check)));
            lock.confirm();
            return new VerifyReport(
                    spec.name(),
                    target.server().description(),
                    run.runId(),
                    run.startedAt(),
                    run.outcome().orElseThrow(),
                    sums.size(),
                    sums.values().stream().mapToLong(RowSum::rows).sum(),
                    checks,
                    notes(made),
                    Duration.between(begun, Instant.now()));
        }
    }

    /**
     * Gives the run that left a target.
     *
     * @throws RefusedException when no run of the spec made it and came to its end
     */
    static RunRecord ended(MergeSpec spec, Server target, JournalReader journal) {
        String title = "The target " + target.description();
        Optional<RunRecord> run = journal.run();
        if (run.isEmpty()) {
            throw refused(
                    title + " has no journal: dbmerge did not make it, or it is not there.", "Run dbmerge run first.");
        }
        if (!run.get().spec().equals(spec.name())) {
            throw refused(
                    title + " was made by the spec " + run.get().spec() + ", not by " + spec.name() + ".",
                    "Name that spec by --config.");
        }
        Optional<Outcome> outcome = run.get().outcome();
        if (outcome.isEmpty() || outcome.get() == Outcome.FAILED) {
            throw refused(title + " is unfinished.", "Run dbmerge run, which goes on there.");
        }
        if (!journal.notesChunks() || journal.objects().isEmpty()) {
            throw refused(
                    title + " has a journal that does not say what the run left.",
                    "Build it again, by this version of dbmerge and with the full comparison.");
        }
        return run.get();
    }

    /**
     * Compares a target with what its run left, but for the rows of some tables.
     *
     * @param others names of tables whose rows are not looked at
     */
    List<CheckResult> differences(Session target, JournalReader journal, Schema made, Set<String> others) {
        List<String> summed = made.tables().keySet().stream()
                .filter(name -> !others.contains(name))
                .toList();
        Map<String, RowSum> sums = new HashMap<>(parallel.sums(servers.target(), made, summed));
        List<ObjectRecord> then = journal.objects();
        then.stream()
                .filter(object -> object.isTable() && others.contains(object.name()))
                .forEach(object -> sums.put(object.name(), object.sum()));
        return differences(then, TargetObjects.of(made, sums), made, journal);
    }

    private static RefusedException refused(String problem, String remedy) {
        return new RefusedException(ErrorCode.NOTHING_TO_VERIFY, problem, remedy);
    }

    private List<CheckResult> differences(
            List<ObjectRecord> then, List<ObjectRecord> now, Schema made, JournalReader journal) {
        Map<String, ObjectRecord> before = byTitle(then);
        Map<String, ObjectRecord> after = byTitle(now);
        Map<String, StepRecord> steps =
                journal.steps().stream().collect(Collectors.toMap(StepRecord::id, Function.identity()));
        TreeSet<String> titles = new TreeSet<>(before.keySet());
        titles.addAll(after.keySet());
        List<CheckResult> differences = new ArrayList<>();
        for (String title : titles) {
            Optional<ObjectRecord> one = Optional.ofNullable(before.get(title));
            Optional<ObjectRecord> other = Optional.ofNullable(after.get(title));
            if (one.isEmpty() || other.isEmpty()) {
                boolean hidden = other.isEmpty()
                        && !one.get().isTable()
                        && !made.hidden().isEmpty();
                if (!hidden) {
                    differences.add(difference(title, 1, one.isEmpty() ? "the run did not leave it" : "is gone"));
                }
                continue;
            }
            if (!one.get().form().equals(other.get().form())) {
                differences.add(difference(title, 1, "has another structure or text than the run left"));
            }
            if (!one.get().sum().equals(other.get().sum())) {
                differences.add(rows(one.get(), other.get().sum(), steps));
            }
        }
        return differences;
    }

    private static Map<String, ObjectRecord> byTitle(List<ObjectRecord> objects) {
        return objects.stream()
                .collect(Collectors.toMap(ObjectRecord::title, Function.identity(), (one, other) -> one, TreeMap::new));
    }

    private CheckResult rows(ObjectRecord then, RowSum now, Map<String, StepRecord> steps) {
        List<String> keys = new ArrayList<>();
        keys.add(then.sum().rows() + " rows then, " + now.rows() + " now"
                + (then.sum().rows() == now.rows() ? ", and some of their values differ" : ""));
        keys.addAll(new SourceKeys(spec, servers).of(then, steps));
        return new CheckResult(
                "rows of " + then.name(), Math.max(1, Math.abs(then.sum().rows() - now.rows())), true, keys);
    }

    private static CheckResult difference(String title, long rows, String what) {
        return new CheckResult(title, rows, true, List.of(what));
    }

    private static List<String> notes(Schema made) {
        return made.hidden().isEmpty()
                ? List.of()
                : List.of("Stored code was not looked at where the account may not see it: "
                        + String.join(", ", made.hidden()) + ".");
    }
}
