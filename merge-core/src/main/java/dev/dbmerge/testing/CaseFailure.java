package dev.dbmerge.testing;

import dev.dbmerge.report.CaseDifference;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.report.Ink;
import dev.dbmerge.report.RuleCoverage;
import dev.dbmerge.report.TextReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;

/** Tells by an {@link AssertionError} that a case did not pass; where JUnit is there by its kind, which an IDE shows side by side. */
final class CaseFailure {
    private CaseFailure() {}

    static AssertionError of(CaseResult result) {
        String head = result.subject() + ": " + result.name() + " ("
                + result.verdict().name().toLowerCase(Locale.ROOT) + ") " + result.at();
        String message = message(head, new TextReport(Ink.PLAIN).failure(result));
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

    /**
     * Tells that the cases of a rule would notice too few of its changes.
     *
     * @param folder of the rule's cases
     */
    static AssertionError of(RuleCoverage coverage, int minimum, Path folder) {
        String head = String.format(
                Locale.ROOT,
                "%s: the cases would notice %.1f %% of its changes, less than %d %%.",
                coverage.subject(),
                coverage.percent(),
                minimum);
        return new AssertionError(message(head, new TextReport(Ink.PLAIN).coverage(coverage, folder)));
    }

    private static String message(String head, List<String> lines) {
        return Stream.concat(Stream.of(head), lines.stream()).collect(Collectors.joining("\n"));
    }

    private static String side(CaseResult result, Function<CaseDifference, String> value) {
        return result.differences().stream()
                .map(difference -> (difference.table() + " " + difference.row() + " " + difference.column()).strip()
                        + ": " + value.apply(difference))
                .collect(Collectors.joining("\n"));
    }

    /** Apart, since its class may be missing. */
    private static final class SideBySide {
        static AssertionError failure(String message, String expected, String actual) {
            return new AssertionFailedError(message, expected, actual);
        }
    }
}
