package dev.dbmerge.internal.testbed;

import dev.dbmerge.Merger;
import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.cases.Expectation;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.report.CaseDifference;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.report.CaseResult.Verdict;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.spec.MergeSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs cases of whole merges: plans and builds a target from databases of the case's own, without hooks. */
final class MergeTrial implements RuleTrial {
    /** What says nothing about the merge and ends the whole test run. */
    private static final Set<ErrorCode> OUR_OWN = Set.of(
            ErrorCode.UNEXPECTED, ErrorCode.CONNECT, ErrorCode.DRIVER, ErrorCode.SERVER_VERSION, ErrorCode.INTERRUPTED);

    private final TestDatabases databases;
    private final CaseSpec specs;
    private final MergeGround ground;
    private final Instant startedAt;

    MergeTrial(TestDatabases databases, CaseSpec specs, MergeStructure structure, Instant startedAt) {
        this.databases = databases;
        this.specs = specs;
        this.ground = new MergeGround(databases, structure);
        this.startedAt = startedAt;
    }

    @Override
    public CaseResult run(RuleCase ruleCase) {
        return CaseVerdict.judge(ruleCase, () -> {
            if (ruleCase.now().isPresent()) {
                throw new BrokenCaseException(
                        ruleCase.at(),
                        "A whole merge pins NOW() to its own start, so now: has no effect. Leave it out, and write dates as now - 3 days.");
            }
            CellValues values = CaseTime.values(startedAt);
            try {
                ground.fill(ruleCase, values);
                CaseVerdict verdict = merge(ruleCase, values);
                ground.clear();
                return verdict;
            } catch (RuntimeException e) {
                suppressed(e);
                throw e;
            }
        });
    }

    private void suppressed(RuntimeException because) {
        try {
            ground.clear();
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
    }

    private CaseVerdict merge(RuleCase ruleCase, CellValues values) {
        try {
            MergeSpec spec = specs.load(ruleCase, databases);
            try (Merger merger = Merger.of(spec).withoutSpecHooks().open()) {
                MergePlan plan = merger.plan();
                List<String> problems = missing(ruleCase, plan);
                if (plan.blocked() && decided(ruleCase, plan)) {
                    return verdict(problems);
                }
                MergeReport report = merger.run(plan);
                return ended(ruleCase, spec, report, problems, values);
            }
        } catch (MergeException e) {
            return refused(ruleCase, e);
        }
    }

    /** Tells whether every blocker is one that the case expects, so that there is nothing to run. */
    private static boolean decided(RuleCase ruleCase, MergePlan plan) {
        if (ruleCase.expected().undecided()) {
            return false;
        }
        Expectation expected = ruleCase.expected();
        return plan.blockers().stream()
                .allMatch(one -> expected.findings().stream().anyMatch(text -> named(text, one))
                        || expected.refused()
                                .filter(text -> matches(text, one.code(), text(one)))
                                .isPresent());
    }

    private static List<String> missing(RuleCase ruleCase, MergePlan plan) {
        String there = plan.findings().stream()
                .map(one -> one.code() + " " + one.subject())
                .distinct()
                .collect(Collectors.joining(", "));
        return ruleCase.expected().findings().stream()
                .filter(text -> plan.findings().stream().noneMatch(one -> named(text, one)))
                .map(text -> "The plan has no finding " + text + ". "
                        + (there.isEmpty() ? "It has none at all." : "It has " + there + "."))
                .toList();
    }

    private static boolean named(String text, Finding finding) {
        String[] parts = text.strip().split("\\s+", 2);
        return parts[0].equals(finding.code().toString()) && (parts.length < 2 || parts[1].equals(finding.subject()));
    }

    private static String text(Finding finding) {
        return (finding.problem() + " " + finding.remedy()).strip();
    }

    private static boolean matches(String expected, ErrorCode code, String message) {
        String[] parts = expected.strip().split("\\s+", 2);
        return parts[0].equals(code.toString()) && (parts.length < 2 || message.contains(parts[1]));
    }

    private static CaseVerdict refused(RuleCase ruleCase, MergeException refusal) {
        if (OUR_OWN.contains(refusal.code())) {
            throw refusal;
        }
        if (ruleCase.expected().undecided()) {
            return new CaseVerdict(Verdict.UNDECIDED, List.of(refusal.getMessage()), List.of(), List.of());
        }
        boolean expected = ruleCase.expected()
                .refused()
                .filter(text -> matches(text, refusal.code(), refusal.getMessage()))
                .isPresent();
        return expected ? verdict(List.of()) : CaseVerdict.failed(refusal.getMessage());
    }

    private CaseVerdict ended(
            RuleCase ruleCase, MergeSpec spec, MergeReport report, List<String> problems, CellValues values) {
        if (ruleCase.expected().undecided()) {
            return new CaseVerdict(Verdict.UNDECIDED, List.of(end(report)), List.of(), List.of());
        }
        if (ruleCase.expected().refused().isPresent()) {
            return CaseVerdict.notRefused(ruleCase);
        }
        List<String> all = new ArrayList<>(problems);
        Outcome outcome = ruleCase.expected().outcome().orElse(Outcome.VERIFIED);
        if (report.outcome() != outcome) {
            all.add(end(report) + " Expected was " + word(outcome) + ".");
        }
        String name = databases.name(MergeGround.TARGET);
        try (Server server = databases.server().as("target", name);
                Session session = server.open()) {
            MergedRows rows = new MergedRows(session, name);
            List<CaseDifference> differences = rows.compare(ruleCase.expected(), values);
            List<String> notes =
                    report.outcome() == Outcome.VERIFIED ? rows.again(spec.cleanup(), report.pinnedAt()) : List.of();
            Verdict verdict = all.isEmpty() && differences.isEmpty() ? Verdict.PASSED : Verdict.FAILED;
            return new CaseVerdict(verdict, all, differences, notes);
        }
    }

    private static String end(MergeReport report) {
        String checks = report.checks().stream()
                .filter(check -> !check.holds())
                .map(CheckResult::id)
                .collect(Collectors.joining(", "));
        return "The merge ended " + word(report.outcome()) + "."
                + (checks.isEmpty() ? "" : " These checks found rows: " + checks + ".");
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static CaseVerdict verdict(List<String> problems) {
        return new CaseVerdict(problems.isEmpty() ? Verdict.PASSED : Verdict.FAILED, problems, List.of(), List.of());
    }

    @Override
    public CaseResult run(RuleCase ruleCase, String sql) {
        throw new IllegalArgumentException("a whole merge has no statement of its own: " + ruleCase.at());
    }

    @Override
    public List<RowFate> fates(RuleCase ruleCase, String sql) {
        throw new IllegalArgumentException("a whole merge has no statement of its own: " + ruleCase.at());
    }
}
