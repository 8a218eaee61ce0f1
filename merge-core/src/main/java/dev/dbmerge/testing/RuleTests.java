package dev.dbmerge.testing;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.cases.AcceptedChange;
import dev.dbmerge.internal.cases.CaseReader;
import dev.dbmerge.internal.cases.CaseSuite;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.Subject;
import dev.dbmerge.internal.cases.Subject.Kind;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.report.RuleCoverage;
import dev.dbmerge.report.TestReport;
import dev.dbmerge.spec.Check;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.SpecLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the cases of one spec's rules on a server for tests.
 *
 * <p>Staging and production are read for their structure at most, and only where the spec names no files that have it. The databases
 * that the cases run in are made by {@link Builder#open} and dropped by {@link #close}. Calls from several threads take turns, but for
 * {@link #interrupt}.
 */
public final class RuleTests implements AutoCloseable {
    private final MergeSpec spec;
    private final CaseSuite suite;
    private final List<TestCase> cases;
    private final TestEngine engine;
    private final Scope scope;
    private final Map<String, RuleCoverage> covered = new LinkedHashMap<>();

    /** Which part of the spec is tested. */
    record Scope(boolean everyCase, boolean withCoverage, int minCoverage) {}

    RuleTests(MergeSpec spec, CaseSuite suite, TestEngine engine, Scope scope) {
        this.spec = spec;
        this.suite = suite;
        this.cases = suite.cases().stream().map(TestCase::new).toList();
        this.engine = engine;
        this.scope = scope;
    }

    /** Begins to say how a spec's rules are tested. */
    public static Builder of(MergeSpec spec) {
        return new Builder(spec);
    }

    /**
     * Reads a spec and begins to say how its rules are tested.
     *
     * @throws MergeException when the file is not a spec
     */
    public static Builder of(Path spec) {
        return of(SpecLoader.loadForTests(spec, System.getenv()));
    }

    /** Gives the spec whose rules are tested. */
    public MergeSpec spec() {
        return spec;
    }

    /** Gives the cases in the order of their files. */
    public List<TestCase> cases() {
        return cases;
    }

    /** Runs one case. */
    public CaseResult run(TestCase testCase) {
        return run(testCase.ruleCase());
    }

    private synchronized CaseResult run(RuleCase ruleCase) {
        return engine.trial().run(ruleCase);
    }

    /**
     * Runs every case and, unless told otherwise, tries the changes of each cleanup rule that has cases.
     *
     * @param listeners are told on this thread what happens
     * @return what the cases showed; a failed case is a result and throws nothing
     * @throws MergeException when the server goes away, or {@link #interrupt} was called
     */
    public synchronized TestReport run(TestListener... listeners) {
        Instant start = Instant.now();
        List<CaseResult> results = new ArrayList<>();
        for (TestCase each : cases) {
            for (TestListener listener : listeners) {
                listener.caseStarted(each);
            }
            CaseResult result = run(each);
            results.add(result);
            for (TestListener listener : listeners) {
                listener.caseEnded(each, result);
            }
        }
        List<RuleCoverage> coverage = new ArrayList<>();
        for (String subject : coveredSubjects()) {
            for (TestListener listener : listeners) {
                listener.coverageStarted(subject);
            }
            RuleCoverage one = coverage(subject);
            coverage.add(one);
            for (TestListener listener : listeners) {
                listener.coverageEnded(one);
            }
        }
        return new TestReport(
                spec.name(),
                spec.file(),
                engine.server(),
                engine.structure(),
                results,
                coverage,
                untested(),
                Duration.between(start, Instant.now()));
    }

    /**
     * Gives the steps of the spec that no case tests: cleanup rules, checks, and overlays with expressions.
     *
     * @return none where {@link Builder#only} left cases out
     */
    public List<String> untested() {
        if (!scope.everyCase()) {
            return List.of();
        }
        Set<Subject> tested =
                cases.stream().map(each -> each.ruleCase().subject()).collect(Collectors.toSet());
        Stream<Subject> overlays = spec.overlay().values().stream()
                .filter(overlay -> !overlay.columns().isEmpty())
                .map(overlay -> new Subject(Kind.OVERLAY, overlay.table()));
        Stream<Subject> rules = spec.cleanup().stream().map(rule -> new Subject(Kind.CLEANUP, rule.id()));
        Stream<Subject> checks = spec.checks().stream().map(check -> new Subject(Kind.CHECK, check.id()));
        return Stream.of(overlays, rules, checks)
                .flatMap(subjects -> subjects)
                .filter(subject -> !tested.contains(subject))
                .map(Subject::toString)
                .toList();
    }

    /**
     * Gives the cleanup rules whose changes {@link #run(TestListener...)} tries: those that have a case.
     *
     * @return none after {@link Builder#withoutCoverage}, or where {@link Builder#only} left cases out
     */
    public List<String> coveredSubjects() {
        if (!scope.withCoverage() || !scope.everyCase()) {
            return List.of();
        }
        return spec.cleanup().stream()
                .map(rule -> new Subject(Kind.CLEANUP, rule.id()))
                .filter(subject -> cases.stream()
                        .anyMatch(each -> each.ruleCase().subject().equals(subject)))
                .map(Subject::toString)
                .toList();
    }

    /** Gives the share of changes, 0 to 100, that the cases of a rule have to notice in {@link RuleTestNodes}. */
    int minCoverage() {
        return scope.minCoverage();
    }

    /**
     * Tries the changes of a cleanup rule on its cases.
     *
     * @param subject the step, such as {@code cleanup:010-stale-scenarios}
     */
    public synchronized RuleCoverage coverage(String subject) {
        CleanupRule rule = cleanupRule(subject.replaceFirst("^cleanup:", ""));
        Subject named = new Subject(Kind.CLEANUP, rule.id());
        List<RuleCase> own = suite.cases().stream()
                .filter(each -> each.subject().equals(named))
                .toList();
        List<AcceptedChange> accepted = suite.accepted().getOrDefault(named, List.of());
        RuleCoverage coverage = engine.coverage(rule, own, accepted);
        covered.put(named.toString(), coverage);
        return coverage;
    }

    /**
     * Writes down the structure of both sides, so that a later run needs neither; {@code test.structure} of the spec names the file.
     *
     * @throws MergeException when the file cannot be written
     */
    public synchronized void saveStructure(Path file) {
        engine.saveStructure(file);
    }

    /**
     * Writes the cases that would make the changes noticed which no case notices, for the author to say what they expect. A rule whose
     * changes were tried before is not tried again.
     *
     * @return the files, {@code suggested.yml} in the folders of the rules' cases, none of which was there before
     * @throws MergeException when one cannot be written
     */
    public synchronized List<Path> suggest() {
        List<Path> files = new ArrayList<>();
        for (String subject : coveredSubjects()) {
            RuleCoverage coverage = covered.containsKey(subject) ? covered.get(subject) : coverage(subject);
            Suggestions.of(coverage, caseFolder(subject)).write().ifPresent(files::add);
        }
        return List.copyOf(files);
    }

    /** Gives the file of a step: of a rule or a check its own, else the spec's. */
    Path sourceOf(String subject) {
        Stream<Path> rules = spec.cleanup().stream()
                .filter(rule -> subject.equals("cleanup:" + rule.id()))
                .map(CleanupRule::file);
        Stream<Path> checks = spec.checks().stream()
                .filter(check -> subject.equals("check:" + check.id()))
                .map(Check::file);
        return Stream.of(rules, checks, Stream.of(spec.file()))
                .flatMap(files -> files)
                .findFirst()
                .orElseThrow();
    }

    Path caseFolder(String subject) {
        return CaseFolders.of(spec, suite, subject);
    }

    /** Begins a case of a cleanup rule in Java. */
    public CleanupCase rule(String id) {
        return new CleanupCase(
                CodeCase.of(new Subject(Kind.CLEANUP, cleanupRule(id).id()), this::run));
    }

    /** Begins a case of an overlaid table in Java. */
    public OverlayCase overlay(String table) {
        if (!spec.overlay().containsKey(table)) {
            throw unknown("overlay of " + table, spec.overlay().keySet().stream());
        }
        return new OverlayCase(CodeCase.of(new Subject(Kind.OVERLAY, table), this::run));
    }

    /** Begins a case of a check in Java. */
    public CheckCase check(String id) {
        if (spec.checks().stream().noneMatch(check -> check.id().equals(id))) {
            throw unknown("check " + id, spec.checks().stream().map(Check::id));
        }
        return new CheckCase(CodeCase.of(new Subject(Kind.CHECK, id), this::run));
    }

    private CleanupRule cleanupRule(String id) {
        return spec.cleanup().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        unknown("cleanup rule " + id, spec.cleanup().stream().map(CleanupRule::id)));
    }

    private IllegalArgumentException unknown(String what, Stream<String> known) {
        return new IllegalArgumentException(
                spec.file() + " has no " + what + "; it has " + known.collect(Collectors.toList()));
    }

    /** Kills what runs on the server and makes the running call throw; may be called from any thread. */
    public void interrupt() {
        engine.interrupt();
    }

    /** Drops the databases, and ends the server unless the caller gave it. */
    @Override
    public void close() {
        engine.close();
    }

    /** Says how a spec's rules are tested. */
    public static final class Builder {
        private final MergeSpec spec;
        private Optional<DatabaseServer> server = Optional.empty();
        private List<Path> only = List.of();
        private boolean withCoverage = true;
        private int minCoverage = 100;

        private Builder(MergeSpec spec) {
            this.spec = Objects.requireNonNull(spec, "spec");
        }

        /** Runs the cases on this server, which stays open; an {@link EmbeddedServer} of its own where none is given. */
        public Builder server(DatabaseServer given) {
            server = Optional.of(given);
            return this;
        }

        /** Runs the cases of these files and folders alone; no coverage then, since a rule's other cases may be missing. */
        public Builder only(List<Path> paths) {
            only = List.copyOf(paths);
            return this;
        }

        /** Runs the cases and tries no change of a rule. */
        public Builder withoutCoverage() {
            withCoverage = false;
            return this;
        }

        /**
         * Says what share of changes the cases of a rule have to notice for its coverage to pass as a test of JUnit's; 100 where nothing is said.
         *
         * @param percent 0 to 100
         */
        public Builder minCoverage(int percent) {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("coverage is 0 to 100 percent, unlike " + percent);
            }
            minCoverage = percent;
            return this;
        }

        /**
         * Reads the cases, connects and makes the databases for them.
         *
         * @throws MergeException when a case file cannot be read, the server cannot be reached, or the structure cannot be made
         */
        public RuleTests open() {
            CaseSuite suite = CaseReader.read(spec, only);
            Scope scope = new Scope(only.isEmpty(), withCoverage, minCoverage);
            return new RuleTests(spec, suite, LiveEngine.open(spec, server), scope);
        }
    }
}
