package dev.dbmerge.testing;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dbmerge.error.Position;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.report.RuleCoverage;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Makes what {@link RuleTestNodes} gives; apart from it, since JUnit may be missing. */
final class DynamicCases {
    private DynamicCases() {}

    static Stream<DynamicNode> of(RuleTests rules) {
        Map<String, List<DynamicNode>> nodes = new LinkedHashMap<>();
        for (TestCase each : rules.cases()) {
            nodes.computeIfAbsent(each.subject(), subject -> new ArrayList<>()).add(test(rules, each));
        }
        rules.coveredSubjects().forEach(subject -> nodes.get(subject).add(coverage(rules, subject)));
        rules.untested().stream()
                .filter(subject -> subject.startsWith("cleanup:"))
                .forEach(subject -> nodes.put(subject, List.of(missing(rules, subject))));
        return nodes.entrySet().stream().map(entry -> container(rules, entry.getKey(), entry.getValue()));
    }

    private static DynamicContainer container(RuleTests rules, String subject, List<DynamicNode> nodes) {
        return dynamicContainer(subject, source(rules, subject), nodes.stream());
    }

    private static DynamicTest test(RuleTests rules, TestCase each) {
        return dynamicTest(each.name(), source(each.at()), () -> {
            CaseResult result = rules.run(each);
            if (!result.passed()) {
                throw CaseFailure.of(result);
            }
        });
    }

    private static DynamicTest coverage(RuleTests rules, String subject) {
        return dynamicTest("coverage", source(rules, subject), () -> {
            RuleCoverage coverage = rules.coverage(subject);
            if (coverage.percent() < rules.minCoverage()) {
                throw CaseFailure.of(coverage, rules.minCoverage(), rules.caseFolder(subject));
            }
        });
    }

    private static DynamicTest missing(RuleTests rules, String subject) {
        return dynamicTest("has a case", source(rules, subject), () -> {
            throw new AssertionError(subject + " has no case. Write one in " + rules.caseFolder(subject) + ".");
        });
    }

    private static URI source(RuleTests rules, String subject) {
        return rules.sourceOf(subject).toAbsolutePath().toUri();
    }

    /** The form that JUnit reads line and column from. */
    private static URI source(Position at) {
        return URI.create(at.file().toAbsolutePath().toUri() + "?line=" + at.line() + "&column=" + at.column());
    }
}
