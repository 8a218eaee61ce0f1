package dev.dbmerge.testing;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Makes JUnit's dynamic tests of {@link RuleTests}. */
public final class RuleTestNodes {
    private RuleTestNodes() {}

    /**
     * Gives a container for each step, with a test for each of its cases, which leads to the line of the case's file.
     *
     * <p>A cleanup rule has one more: its coverage, unless it was switched off. A cleanup rule without a case has one that fails.
     *
     * @param rules stay open while the tests run
     */
    public static Stream<DynamicNode> of(RuleTests rules) {
        try {
            return DynamicCases.of(rules);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "The tests of cases need JUnit, which is not on the class path (" + e.getMessage()
                            + "). Add org.junit.jupiter:junit-jupiter, 5.13 or later.",
                    e);
        }
    }
}
