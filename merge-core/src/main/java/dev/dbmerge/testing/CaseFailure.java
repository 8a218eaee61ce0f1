package dev.dbmerge.testing;

import dev.dbmerge.report.CaseDifference;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.report.CaseResult.Verdict;
import dev.dbmerge.report.MutantResult;
import dev.dbmerge.report.RuleCoverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.opentest4j.AssertionFailedError;

/** Tells by an {@link AssertionError} that a case did not pass; where JUnit is there by its kind, which an IDE shows side by side. */
final class CaseFailure {
    private static final List<String> HEADINGS = List.of("table", "row", "column", "expected", "actual");

    private CaseFailure() {}

    static AssertionError of(CaseResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(result.subject() + ": " + result.name() + " ("
                + result.verdict().name().toLowerCase(Locale.ROOT) + ") " + result.at());
        if (result.verdict() == Verdict.UNDECIDED) {
            lines.add("Its expectation is still open (expect: ?). This is what happens:");
        }
        lines.addAll(result.problems());
        lines.addAll(table(result.differences()));
        String message = String.join("\n", lines);
        if (result.differences().isEmpty()) {
            return new AssertionError(message);
        }
        try {
            return SideBySide.failure(
                    message, side(result, CaseDifference::expected), side(result, CaseDifference::actual));
        } catch (NoClassDefFoundError e) {
            return new AssertionError(message);
        }
    }

    static AssertionError of(RuleCoverage coverage, double minimum) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s: the cases would notice %.1f %% of its changes, less than %.1f %%.",
                coverage.subject(),
                coverage.percent(),
                minimum));
        for (MutantResult mutant : coverage.of(MutantResult.Fate.UNNOTICED)) {
            lines.add("- " + mutant.name() + ": " + mutant.said() + ".");
            mutant.revealing().ifPresent(yaml -> {
                lines.add("  This case would:");
                yaml.lines().map(line -> "    " + line).forEach(lines::add);
            });
        }
        return new AssertionError(String.join("\n", lines));
    }

    private static String side(CaseResult result, Function<CaseDifference, String> value) {
        return result.differences().stream()
                .map(difference -> (difference.table() + " " + difference.row() + " " + difference.column()).strip()
                        + ": " + value.apply(difference))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> table(List<CaseDifference> differences) {
        if (differences.isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        differences.forEach(
                one -> rows.add(List.of(one.table(), one.row(), one.column(), one.expected(), one.actual())));
        List<Integer> widths = IntStream.range(0, HEADINGS.size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> String.format(
                                Locale.ROOT, "%-" + Math.max(1, widths.get(column)) + "s", row.get(column)))
                        .collect(Collectors.joining("  ", "  ", ""))
                        .stripTrailing())
                .toList();
    }

    /** Apart, since its class may be missing. */
    private static final class SideBySide {
        static AssertionError failure(String message, String expected, String actual) {
            return new AssertionFailedError(message, expected, actual);
        }
    }
}
