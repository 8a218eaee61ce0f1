package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.report.GitHubAnnotations;
import dev.dbmerge.report.JUnitXml;
import dev.dbmerge.report.JsonReport;
import dev.dbmerge.report.RuleCoverage;
import dev.dbmerge.report.TestGate;
import dev.dbmerge.report.TestReport;
import dev.dbmerge.report.TextReport;
import dev.dbmerge.spec.MergeSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** The tests of some specs on one server, told to the user. */
final class Testing {
    /**
     * One spec's share.
     *
     * @param only files and folders of cases; empty for all
     */
    record Part(MergeSpec spec, List<Path> only) {
        Part {
            only = List.copyOf(only);
        }
    }

    private final RuleTesting testing;
    private final TestGate gate;
    private final Optional<OutputFile> junit;
    private final Arguments arguments;
    private final Console console;
    private final List<TestReport> reports = new ArrayList<>();
    private final List<Path> suggested = new ArrayList<>();

    /** What one spec gave. */
    private record Ran(TestReport report, List<Path> suggested) {}

    Testing(RuleTesting testing, TestGate gate, Optional<OutputFile> junit, Arguments arguments, Console console) {
        this.testing = testing;
        this.gate = gate;
        this.junit = junit;
        this.arguments = arguments;
        this.console = console;
    }

    /** Runs the cases and gives the exit code of what came out; what ran before an error is told all the same. */
    int exitCode(List<Part> parts) {
        try {
            run(parts);
        } finally {
            tell();
        }
        List<MergeException> objections = objections();
        Failure failure = new Failure(console.err(), arguments.verbosity());
        objections.forEach(failure::print);
        return objections.stream().findFirst().map(Failure::exitCode).orElse(0);
    }

    /** Server and client take turns in waiting for each other, so that two specs at once are nearly as fast as one. */
    private void run(List<Part> parts) {
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.max(1, Math.min(parts.size(), Runtime.getRuntime().availableProcessors())));
        try {
            List<Future<Ran>> running =
                    parts.stream().map(part -> threads.submit(() -> run(part))).toList();
            List<RuntimeException> failures = new ArrayList<>();
            for (Future<Ran> each : running) {
                await(each, failures);
            }
            if (!failures.isEmpty()) {
                failures.stream().skip(1).forEach(failures.get(0)::addSuppressed);
                throw failures.get(0);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void await(Future<Ran> running, List<RuntimeException> failures) {
        try {
            Ran ran = running.get();
            reports.add(ran.report());
            suggested.addAll(ran.suggested());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.add(new IllegalStateException("interrupted while the tests ran", e));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            failures.add((RuntimeException) e.getCause());
        }
    }

    private Ran run(Part part) {
        try (RuleTesting.Cases cases = testing.open(part.spec(), part.only())) {
            TestReport report = run(cases, part);
            return new Ran(report, arguments.has(Flag.SUGGEST) ? cases.suggest() : List.of());
        }
    }

    private TestReport run(RuleTesting.Cases cases, Part part) {
        try (TestProgress progress = new TestProgress(console.err(), part.spec().name())) {
            TestReport report = cases.run(progress);
            if (!part.only().isEmpty() && report.cases().isEmpty()) {
                throw Usage.wrong(
                        "No case lies in "
                                + list(part.only().stream().map(this::shown).toList()) + ".",
                        "Name files or folders under the cases of "
                                + shown(part.spec().file()) + ".");
            }
            return report;
        }
    }

    private void tell() {
        if (reports.isEmpty()) {
            return;
        }
        if (arguments.has(Flag.JSON)) {
            reports.forEach(report -> console.out().text(JsonReport.test(report)));
        } else {
            TextReport.Detail detail = arguments.verbosity() > 0 ? TextReport.Detail.WHOLE : TextReport.Detail.BRIEF;
            console.out().text(new TextReport(console.out().ink()).test(reports, detail, console.folder()));
        }
        Path workspace = console.variable("GITHUB_WORKSPACE").map(Path::of).orElse(console.folder());
        if (console.variable("GITHUB_ACTIONS").filter("true"::equals).isPresent()) {
            GitHubAnnotations annotations = new GitHubAnnotations(gate, workspace);
            reports.forEach(report -> console.err().text(annotations.of(report)));
        }
        junit.ifPresent(file -> new JUnitXml(gate, workspace).write(reports, file.path()));
        tellSuggestions();
    }

    private void tellSuggestions() {
        suggested.forEach(file -> console.err().line("wrote " + shown(file)));
        if (!suggested.isEmpty()) {
            console.err().line("Say in each case what it expects, in the place of expect: ?.");
        } else if (arguments.has(Flag.SUGGEST)) {
            console.err().line("There is nothing to suggest.");
        }
    }

    private List<MergeException> objections() {
        Map<ErrorCode, MergeException> objections = new LinkedHashMap<>();
        for (TestReport report : reports) {
            gate.objections(report).forEach(code -> objections.computeIfAbsent(code, this::objection));
        }
        return List.copyOf(objections.values());
    }

    private MergeException objection(ErrorCode code) {
        return switch (code) {
            case CASE_FAILED -> {
                long all = reports.stream()
                        .mapToLong(report -> report.cases().size())
                        .sum();
                long bad = reports.stream()
                        .flatMap(report -> report.cases().stream())
                        .filter(Predicate.not(each -> each.passed()))
                        .count();
                yield new MergeException(
                        code,
                        bad + " of " + Words.count(all, "case") + (bad == 1 ? " does" : " do") + " not pass.",
                        "The report shows what is not as expected; mend the rule or the case.");
            }
            case RULE_UNTESTED -> untested();
            default -> belowTheGate();
        };
    }

    private MergeException untested() {
        List<String> rules = reports.stream()
                .flatMap(report -> gate.untested(report).stream().map(step -> report.name() + " " + step))
                .toList();
        TestReport first = reports.stream()
                .filter(report -> !gate.untested(report).isEmpty())
                .findFirst()
                .orElseThrow();
        String id = gate.untested(first).get(0).replaceFirst("^cleanup:", "");
        Path folder = first.spec().resolveSibling("cases").resolve(id);
        return new MergeException(
                ErrorCode.RULE_UNTESTED,
                "No case tests " + list(rules) + ".",
                "Write one into " + shown(folder) + "/, or allow that with --allow-untested.");
    }

    private MergeException belowTheGate() {
        List<String> rules = reports.stream()
                .flatMap(report -> report.coverage().stream()
                        .filter(Predicate.not(gate::holds))
                        .map(coverage -> share(report, coverage)))
                .toList();
        return new MergeException(
                ErrorCode.COVERAGE,
                "The cases notice too few changes of " + list(rules) + ", and --min-coverage asks for "
                        + gate.minPercent().orElse(0) + " %.",
                "Add the rows that the report shows, or accept a change by its name.");
    }

    private static String share(TestReport report, RuleCoverage coverage) {
        return "%s %s (%.1f %%)".formatted(report.name(), coverage.subject(), Math.floor(10 * coverage.percent()) / 10);
    }

    private static String list(List<String> names) {
        return String.join(", ", names);
    }

    private String shown(Path file) {
        return (file.startsWith(console.folder()) ? console.folder().relativize(file) : file)
                .toString()
                .replace('\\', '/');
    }
}
