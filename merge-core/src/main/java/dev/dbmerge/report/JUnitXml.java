package dev.dbmerge.report;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes what cases showed as the XML that JUnit's readers in Jenkins, GitLab and GitHub Actions take: a suite a
 * subject, a test a case.
 *
 * <p>A rule without a case is a test of its own, failed or skipped as the gate says, and so is a rule's coverage where
 * the gate asks for one.
 */
public final class JUnitXml {
    private final TestGate gate;
    private final ShownPaths paths;

    /** One test; {@code outcome} is its element, ready made, or nothing where it passed. */
    private record Test(String name, String file, int line, Duration took, Outcome outcome, String notes) {}

    /** How a test ended: the element's name, or nothing. */
    private record Outcome(String element, String message, ErrorCode code, String text) {
        static final Outcome PASSED = new Outcome("", "", ErrorCode.CASE_FAILED, "");
    }

    /**
     * Makes a writer.
     *
     * @param folder that files are named from, as a rule the checkout's
     */
    public JUnitXml(TestGate gate, Path folder) {
        this.gate = gate;
        this.paths = new ShownPaths(folder);
    }

    /** Gives the document, with a line end. */
    public String of(List<TestReport> reports) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        for (TestReport report : reports) {
            suites(report).forEach((subject, tests) -> suite(report.name(), subject, tests, xml));
        }
        return xml.append("</testsuites>\n").toString();
    }

    /**
     * Writes the document to a file; a reader sees the old file or the new one, never half of one.
     *
     * @throws MergeException with {@link ErrorCode#REPORT_FILE} when it cannot be written; the old file stays then
     */
    public void write(List<TestReport> reports, Path file) {
        WholeFile.write("report", file, of(reports));
    }

    private Map<String, List<Test>> suites(TestReport report) {
        Map<String, List<Test>> suites = new LinkedHashMap<>();
        report.cases().forEach(each -> suite(suites, each.subject()).add(test(each)));
        if (gate.minPercent().isPresent()) {
            report.coverage().forEach(each -> suite(suites, each.subject()).add(test(report, each)));
        }
        report.untestedRules()
                .forEach(rule -> suite(suites, rule)
                        .add(new Test(
                                "has a case", paths.of(report.spec()), 1, Duration.ZERO, untested(report, rule), "")));
        return suites;
    }

    private static List<Test> suite(Map<String, List<Test>> suites, String subject) {
        return suites.computeIfAbsent(subject, key -> new ArrayList<>());
    }

    private Outcome untested(TestReport report, String rule) {
        boolean refused = gate.untested(report).contains(rule);
        return new Outcome(refused ? "failure" : "skipped", "no case tests this rule", ErrorCode.RULE_UNTESTED, "");
    }

    private Test test(CaseResult result) {
        FailureText text = new FailureText(result, paths, Ink.PLAIN);
        String element = result.verdict() == CaseResult.Verdict.BROKEN ? "error" : "failure";
        return new Test(
                result.name(),
                paths.of(result.at().file()),
                result.at().line(),
                result.took(),
                result.passed()
                        ? Outcome.PASSED
                        : new Outcome(
                                element,
                                text.summary(),
                                ErrorCode.CASE_FAILED,
                                text.place() + "\n"
                                        + String.join("\n", text.details()).stripIndent()),
                String.join("\n", result.notes()));
    }

    private Test test(TestReport report, RuleCoverage coverage) {
        String folder = paths.of(report.caseFolder(coverage.subject()));
        List<String> lines = new CoverageText(coverage, folder, TextReport.Detail.WHOLE, Ink.PLAIN).lines();
        Outcome below = new Outcome(
                "failure",
                CoverageText.summary(coverage),
                ErrorCode.COVERAGE,
                String.join("\n", lines).stripIndent());
        int line = coverage.of(MutantResult.Fate.UNNOTICED).stream()
                .findFirst()
                .map(mutant -> coverage.at(mutant).line())
                .orElse(1);
        return new Test(
                "its cases notice " + gate.minPercent().orElse(0) + " % of the rule's changes",
                paths.of(coverage.file()),
                line,
                Duration.ZERO,
                gate.holds(coverage) ? Outcome.PASSED : below,
                String.join("\n", coverage.notes()));
    }

    private static void suite(String spec, String subject, List<Test> tests, StringBuilder xml) {
        Duration took = tests.stream().map(Test::took).reduce(Duration.ZERO, Duration::plus);
        xml.append("  <testsuite name=")
                .append(quoted(spec + " " + subject))
                .append(" tests=")
                .append(quoted(tests.size()))
                .append(" failures=")
                .append(quoted(count(tests, "failure")))
                .append(" errors=")
                .append(quoted(count(tests, "error")))
                .append(" skipped=")
                .append(quoted(count(tests, "skipped")))
                .append(" time=")
                .append(quoted(seconds(took)))
                .append(">\n");
        tests.forEach(test -> test(spec + "." + subject.replace('.', '_'), test, xml));
        xml.append("  </testsuite>\n");
    }

    private static long count(List<Test> tests, String element) {
        return tests.stream()
                .filter(test -> test.outcome().element().equals(element))
                .count();
    }

    private static void test(String className, Test test, StringBuilder xml) {
        xml.append("    <testcase classname=")
                .append(quoted(className))
                .append(" name=")
                .append(quoted(test.name()))
                .append(" file=")
                .append(quoted(test.file()))
                .append(" line=")
                .append(quoted(test.line()))
                .append(" time=")
                .append(quoted(seconds(test.took())));
        String inner = outcome(test.outcome())
                + (test.notes().isEmpty() ? "" : "      <system-out>" + escaped(test.notes()) + "</system-out>\n");
        xml.append(inner.isEmpty() ? "/>\n" : ">\n" + inner + "    </testcase>\n");
    }

    private static String outcome(Outcome outcome) {
        if (outcome.element().isEmpty()) {
            return "";
        }
        String type = outcome.element().equals("skipped")
                ? ""
                : " type=" + quoted(outcome.code().toString());
        String start = "      <" + outcome.element() + " message=" + quoted(outcome.message()) + type;
        return outcome.text().isEmpty()
                ? start + "/>\n"
                : start + ">" + escaped(outcome.text()) + "</" + outcome.element() + ">\n";
    }

    private static String seconds(Duration took) {
        return "%d.%03d".formatted(took.toSeconds(), took.toMillisPart());
    }

    private static String quoted(Object value) {
        return '"'
                + escaped(value.toString())
                        .replace("\"", "&quot;")
                        .replace("\n", "&#10;")
                        .replace("\t", "&#9;")
                + '"';
    }

    /** Spells what XML 1.0 has no place for, such as most control characters, which a row's value may hold. */
    private static String escaped(String text) {
        return text.codePoints()
                .mapToObj(point -> switch (point) {
                    case '&' -> "&amp;";
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '\n', '\t' -> Character.toString(point);
                    default -> allowed(point) ? Character.toString(point) : "\\u%04x".formatted(point);
                })
                .collect(Collectors.joining());
    }

    private static boolean allowed(int point) {
        return point >= ' '
                && !Character.isISOControl(point)
                && point != 0xFFFE
                && point != 0xFFFF
                && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    }
}
