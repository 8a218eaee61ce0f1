package dev.dbmerge.internal.cases;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.yaml.Mistakes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Notes parts of one case that exclude each other; they may stand in several files. */
final class Contradictions {
    private final Mistakes mistakes;

    Contradictions(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    void refuse(RuleCase ruleCase) {
        Expectation expected = ruleCase.expected();
        boolean others = !expected.tables().isEmpty() || expected.outcome().isPresent();
        if (expected.undecided() && (others || expected.refused().isPresent())) {
            note(expected.at(), "The case is undecided (?) and expects something.", "Keep one of the two.");
        } else if (expected.refused().isPresent() && others) {
            note(
                    expected.at(),
                    "The case expects an error and what is there without one.",
                    "Leave out refused (expect-failure.txt), or the rows and the outcome.");
        }
        refuseTwice(expected);
    }

    private void refuseTwice(Expectation expected) {
        Map<Optional<String>, Position> first = new HashMap<>();
        for (TableExpectation table : expected.tables()) {
            Position before = first.putIfAbsent(table.table(), table.at());
            if (before != null) {
                note(
                        table.at(),
                        "What becomes of " + table.table().orElse("the rows") + " stands twice, first at "
                                + before.file().getFileName() + ":" + before.line() + ":" + before.column() + ".",
                        "Keep one of the two.");
            }
        }
    }

    private void note(Position at, String problem, String remedy) {
        CaseReader.text(at.file(), mistakes)
                .ifPresent(source -> mistakes.add(ErrorCode.CASE, source, at, problem, remedy));
    }
}
