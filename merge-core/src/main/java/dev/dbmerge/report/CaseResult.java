package dev.dbmerge.report;

import dev.dbmerge.error.Position;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What one case of the merge rules showed.
 *
 * @param subject the step that it tests, such as {@code cleanup:010-stale-scenarios}, or {@code merge:ete} for the whole spec
 * @param name as its author wrote it
 * @param at where it stands
 * @param problems sentences beside the differences, such as a row that the server refused; empty for a case that passed
 * @param differences every cell or row that is not as expected
 * @param notes what a person should know though it fails nothing, such as a rule that removes more the second time
 */
public record CaseResult(
        String subject,
        String name,
        Position at,
        Verdict verdict,
        List<String> problems,
        List<CaseDifference> differences,
        List<String> notes,
        Duration took) {
    public CaseResult {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(verdict, "verdict");
        problems = List.copyOf(problems);
        differences = List.copyOf(differences);
        notes = List.copyOf(notes);
        Objects.requireNonNull(took, "took");
    }

    /** How a case ended. */
    public enum Verdict {
        PASSED,
        /** Something is not as expected. */
        FAILED,
        /** Its author has not said yet what is expected ({@code expect: ?}); the differences show what happens. */
        UNDECIDED,
        /** The case itself cannot be run, such as one whose rows the server refuses. */
        BROKEN
    }

    /** Tells whether the case lets a test run pass. */
    public boolean passed() {
        return verdict == Verdict.PASSED;
    }
}
