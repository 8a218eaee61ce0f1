package dev.dbmerge.report;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes what asks for attention as workflow commands of GitHub Actions, which shows them beside the lines of a pull
 * request.
 *
 * <p>Form and escapes are those of GitHub's page "Workflow commands" and of {@code @actions/core}: {@code %}, CR and LF
 * everywhere, {@code :} and {@code ,} in properties.
 */
public final class GitHubAnnotations {
    private final TestGate gate;
    private final ShownPaths paths;

    /**
     * Makes a writer.
     *
     * @param workspace the checkout's folder, which GitHub names files from
     */
    public GitHubAnnotations(TestGate gate, Path workspace) {
        this.gate = gate;
        this.paths = new ShownPaths(workspace);
    }

    /** Gives one line an annotation, each with a line end; an empty text where nothing asks for attention. */
    public String of(TestReport report) {
        StringBuilder lines = new StringBuilder();
        Stream.of(cases(report), untested(report), changes(report))
                .flatMap(each -> each)
                .forEach(line -> lines.append(line).append('\n'));
        return lines.toString();
    }

    private Stream<String> cases(TestReport report) {
        return report.cases().stream().filter(each -> !each.passed()).map(each -> {
            FailureText text = new FailureText(each, paths, Ink.PLAIN);
            String place = place(each.at().file(), each.at().line(), each.at().column());
            return command(
                    "error", place, each.subject() + ": " + each.name(), message(text.details(), text.summary()));
        });
    }

    private Stream<String> untested(TestReport report) {
        return gate.untested(report).stream()
                .map(rule -> command("error", place(report.spec(), 1, 1), rule, "No case tests this rule."));
    }

    private Stream<String> changes(TestReport report) {
        return report.coverage().stream()
                .flatMap(coverage ->
                        coverage.of(MutantResult.Fate.UNNOTICED).stream().map(mutant -> change(coverage, mutant)));
    }

    private String change(RuleCoverage coverage, MutantResult mutant) {
        String level = gate.holds(coverage) ? "warning" : "error";
        String reveals =
                mutant.revealing().map(yaml -> "\n" + yaml.stripTrailing()).orElse("");
        return command(
                level,
                place(
                        coverage.file(),
                        coverage.at(mutant).line(),
                        coverage.at(mutant).column()),
                coverage.subject() + ": " + mutant.name(),
                "A change that no case notices: " + mutant.said() + "." + reveals);
    }

    private static String message(List<String> details, String summary) {
        return details.isEmpty() ? summary : String.join("\n", details).stripIndent();
    }

    private String place(Path file, int line, int column) {
        return "file=" + property(paths.of(file)) + ",line=" + line + ",col=" + column;
    }

    private static String command(String level, String place, String title, String message) {
        return "::" + level + " " + place + ",title=" + property(title) + "::" + data(message);
    }

    private static String data(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\r\n]]", " ")
                .replace("%", "%25")
                .replace("\r", "%0D")
                .replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
