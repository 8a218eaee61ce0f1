package dev.dbmerge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.report.TestGate.Untested;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TestGateTest {
    @Test
    void asksForCasesThatPassAndARuleThatHasOne() {
        assertEquals(List.of(), TestGate.STANDARD.objections(TestSamples.unnoticed()));
        assertEquals(
                List.of(ErrorCode.CASE_FAILED, ErrorCode.RULE_UNTESTED),
                TestGate.STANDARD.objections(TestSamples.failed()));
    }

    @Test
    void letsRulesWithoutACasePassWhereThatIsAllowed() {
        TestGate gate = new TestGate(Untested.ALLOWED, OptionalInt.empty());

        assertEquals(List.of(ErrorCode.CASE_FAILED), gate.objections(TestSamples.failed()));
    }

    /** Two of the sample's five changes are noticed or accepted. */
    @Test
    void asksForTheShareOfChanges() {
        assertEquals(List.of(), at(40).objections(TestSamples.unnoticed()));
        assertEquals(List.of(ErrorCode.COVERAGE), at(41).objections(TestSamples.unnoticed()));
        assertEquals(List.of(), at(100).objections(TestSamples.passed()));
    }

    private static TestGate at(int percent) {
        return new TestGate(Untested.REFUSED, OptionalInt.of(percent));
    }
}
