package dev.dbmerge.report;

import dev.dbmerge.report.CaseResult.Verdict;
import dev.dbmerge.report.MutantResult.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Writes for people what the cases of one or several specs showed. */
final class TestText {
    private static final Set<Verdict> BAD = Set.of(Verdict.FAILED, Verdict.BROKEN);

    private final List<TestReport> reports;
    private final TextReport.Detail detail;
    private final ShownPaths paths;
    private final Ink ink;
    private final Page page;

    TestText(List<TestReport> reports, TextReport.Detail detail, ShownPaths paths, Ink ink) {
        this.reports = List.copyOf(reports);
        this.detail = detail;
        this.paths = paths;
        this.ink = ink;
        this.page = new Page(ink);
    }

    String text() {
        List<String> rows = rows();
        int row = 0;
        for (TestReport report : reports) {
            page.line(ink.heading(Paragraph.printable(report.name())) + " on " + Paragraph.printable(report.server())
                    + ", structure from " + Paragraph.printable(paths.in(report.structure())));
            Set<String> subjects = subjects(report);
            if (subjects.isEmpty()) {
                page.line("  nothing to test: no cleanup rule, no overlay with expressions, no check");
            }
            for (String subject : subjects) {
                page.line(rows.get(row++));
                caseNotes(report, subject).forEach(page::line);
                coverage(report, subject)
                        .map(coverage -> coverage(report, coverage))
                        .orElse(List.of())
                        .forEach(page::line);
            }
        }
        List<CaseResult> open = cases().stream().filter(each -> !each.passed()).toList();
        open.forEach(each -> page.section("", new FailureText(each, paths, ink).lines()));
        page.section("", open.isEmpty() ? List.of() : List.of(verdict()));
        if (open.isEmpty()) {
            page.line(verdict());
        }
        return page.text();
    }

    /** A case that does not pass notices nothing, so that most of the changes would be told for want of it. */
    private List<String> coverage(TestReport report, RuleCoverage coverage) {
        boolean passed = of(report, coverage.subject()).stream().allMatch(CaseResult::passed);
        if (!passed && detail == TextReport.Detail.BRIEF) {
            return coverage.of(Fate.UNNOTICED).isEmpty()
                    ? List.of()
                    : List.of("    Changes are shown when all its cases pass, or with -v.");
        }
        return new CoverageText(coverage, paths.of(report.caseFolder(coverage.subject())), detail, ink).lines();
    }

    private List<CaseResult> cases() {
        return reports.stream().flatMap(report -> report.cases().stream()).toList();
    }

    /** Lines the subjects of all specs up in one table. */
    private List<String> rows() {
        TextTable table = new TextTable("lrl");
        for (TestReport report : reports) {
            for (String subject : subjects(report)) {
                long cases = of(report, subject).size();
                table.row(
                        ink(report, subject),
                        subject,
                        cases == 0 ? "no case " : cases == 1 ? "1 case " : Words.count(cases, "case"),
                        state(report, subject));
            }
        }
        return table.lines();
    }

    private static Set<String> subjects(TestReport report) {
        Set<String> subjects = new LinkedHashSet<>();
        report.cases().forEach(each -> subjects.add(each.subject()));
        report.coverage().forEach(each -> subjects.add(each.subject()));
        subjects.addAll(report.untested());
        return subjects;
    }

    private static List<CaseResult> of(TestReport report, String subject) {
        return report.cases().stream()
                .filter(each -> each.subject().equals(subject))
                .toList();
    }

    private static Optional<RuleCoverage> coverage(TestReport report, String subject) {
        return report.coverage().stream()
                .filter(each -> each.subject().equals(subject))
                .findFirst();
    }

    private static String state(TestReport report, String subject) {
        List<String> parts = new ArrayList<>(verdicts(of(report, subject)));
        coverage(report, subject).map(CoverageText::summary).ifPresent(parts::add);
        return String.join("; ", parts);
    }

    /** Gives how many cases ended in each way other than passing. */
    private static List<String> verdicts(List<CaseResult> cases) {
        List<String> parts = new ArrayList<>();
        for (Verdict verdict : List.of(Verdict.FAILED, Verdict.UNDECIDED, Verdict.BROKEN)) {
            long count =
                    cases.stream().filter(each -> each.verdict() == verdict).count();
            if (count > 0) {
                parts.add(Words.number(count) + " " + verdict.name().toLowerCase(Locale.ROOT));
            }
        }
        return parts;
    }

    private UnaryOperator<String> ink(TestReport report, String subject) {
        List<CaseResult> cases = of(report, subject);
        if (cases.stream().anyMatch(each -> BAD.contains(each.verdict()))) {
            return ink::bad;
        }
        boolean open = cases.stream().anyMatch(each -> !each.passed());
        boolean unnoticed = coverage(report, subject)
                .filter(each -> !each.of(Fate.UNNOTICED).isEmpty())
                .isPresent();
        return open || unnoticed || cases.isEmpty() ? ink::warning : UnaryOperator.identity();
    }

    /** Tells a note that several cases share once. */
    private List<String> caseNotes(TestReport report, String subject) {
        Map<String, List<CaseResult>> notes = new LinkedHashMap<>();
        of(report, subject)
                .forEach(each -> each.notes()
                        .forEach(note -> notes.computeIfAbsent(note, key -> new ArrayList<>())
                                .add(each)));
        List<String> lines = new ArrayList<>();
        notes.forEach((note, cases) ->
                lines.addAll(Paragraph.lines("    ", "note: " + paths.in(note) + " (" + places(cases) + ")")));
        return lines;
    }

    private String places(List<CaseResult> cases) {
        String first = new FailureText(cases.get(0), paths, ink).place();
        return cases.size() == 1 ? first : Words.count(cases.size(), "case") + ", the first at " + first;
    }

    private String verdict() {
        List<CaseResult> cases = cases();
        List<String> bad = verdicts(cases);
        long passed = cases.stream().filter(CaseResult::passed).count();
        List<String> gaps = gaps();
        String rest = gaps.isEmpty() ? "" : "; " + String.join("; ", gaps);
        String time = Words.time(reports.stream().map(TestReport::took).reduce(Duration.ZERO, Duration::plus));
        if (!bad.isEmpty()) {
            String parts = (passed == 0 ? "" : Words.number(passed) + " passed, ") + String.join(", ", bad);
            return ink.bad(Words.count(cases.size(), "case") + ": " + parts + " in " + time + rest);
        }
        String text =
                (cases.isEmpty() ? "no case ran" : Words.count(passed, "case") + " passed") + " in " + time + rest;
        return gaps.isEmpty() && !cases.isEmpty() ? ink.good(text) : ink.warning(text);
    }

    private List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        long untested =
                reports.stream().mapToLong(each -> each.untestedRules().size()).sum();
        if (untested > 0) {
            gaps.add(Words.count(untested, "rule") + " without a case");
        }
        long unnoticed = reports.stream()
                .flatMap(report -> report.coverage().stream())
                .mapToLong(each -> each.of(Fate.UNNOTICED).size())
                .sum();
        if (unnoticed > 0) {
            gaps.add(Words.count(unnoticed, "change") + " unnoticed");
        }
        return gaps;
    }
}
