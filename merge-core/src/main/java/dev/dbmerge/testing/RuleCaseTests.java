package dev.dbmerge.testing;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Gives a class with {@link MergeTest} a test for each case of its spec, and for the coverage of each rule. */
public interface RuleCaseTests {
    /** Gives what {@link RuleTestNodes#of} makes. */
    @TestFactory
    default Stream<DynamicNode> cases(RuleTests rules) {
        return RuleTestNodes.of(rules);
    }
}
