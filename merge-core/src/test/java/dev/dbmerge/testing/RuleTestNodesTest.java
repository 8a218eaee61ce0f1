package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTestNodesTest {
    @TempDir
    private Path folder;

    private RuleTestsSample sample;

    @BeforeEach
    void write() throws IOException {
        sample = new RuleTestsSample(folder);
    }

    private static List<String> lines(DynamicNode node, String indent) {
        List<String> lines = new ArrayList<>();
        lines.add(indent + node.getDisplayName() + " "
                + node.getTestSourceUri().map(Object::toString).orElse(""));
        if (node instanceof DynamicContainer container) {
            container.getChildren().forEach(child -> lines.addAll(lines(child, indent + "  ")));
        }
        return lines;
    }

    private DynamicTest test(int minCoverage, String container, String name) {
        return RuleTestNodes.of(sample.open(minCoverage))
                .filter(node -> node.getDisplayName().equals(container))
                .flatMap(node -> ((DynamicContainer) node).getChildren())
                .filter(node -> node.getDisplayName().equals(name))
                .map(DynamicTest.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStepIsAContainerAndACaseATestAtItsLine() {
        List<String> lines = RuleTestNodes.of(sample.open(100))
                .flatMap(node -> lines(node, "").stream())
                .map(line -> line.replace(folder.toUri().toString(), ""))
                .toList();

        assertEquals(
                List.of(
                        "cleanup:010-carts cleanup/010-carts.sql",
                        "  good cases/010-carts/some.yml?line=1&column=3",
                        "  bad cases/010-carts/some.yml?line=4&column=3",
                        "  coverage cleanup/010-carts.sql",
                        "cleanup:020-users cleanup/020-users.sql",
                        "  has a case cleanup/020-users.sql"),
                lines);
    }

    @Test
    void aCaseThatPassesIsATestThatPasses() throws Throwable {
        test(100, "cleanup:010-carts", "good").getExecutable().execute();
    }

    @Test
    void aCaseThatFailsIsATestThatFails() {
        AssertionError error = assertThrows(
                AssertionError.class, test(100, "cleanup:010-carts", "bad").getExecutable());

        assertEquals(
                "cleanup:010-carts: bad (failed) " + folder.resolve("cases/010-carts/some.yml") + """
                        :4:3
                            table  row   expected  actual
                            carts  id 2  removed   kept""",
                error.getMessage());
    }

    @Test
    void tooLittleCoverageFailsAndShowsWhatIsMissing() {
        AssertionError error = assertThrows(
                AssertionError.class, test(51, "cleanup:010-carts", "coverage").getExecutable());

        assertEquals(
                """
                cleanup:010-carts: the cases would notice 50.0 % of its changes, less than 51 %.
                    DELETE FROM carts WHERE user_id IS NULL
                    ~ 1
                    1  drop it: no case has a row that only this condition keeps. Add to FOLDER/:
                         - given: { carts: { id: 4 } }
                           expect:
                             kept: [4]
                       or accept it in accepted.yml: - { change: drop it, reason: ... }""",
                error.getMessage().replaceAll("Add\\s+to\\s+" + folder.resolve("cases/010-carts"), "Add to FOLDER"));
    }

    @Test
    void coverageThatIsEnoughPasses() throws Throwable {
        test(50, "cleanup:010-carts", "coverage").getExecutable().execute();
    }

    @Test
    void aRuleWithoutACaseFails() {
        AssertionError error = assertThrows(
                AssertionError.class,
                test(100, "cleanup:020-users", "has a case").getExecutable());

        assertEquals(
                "cleanup:020-users has no case. Write one in " + folder.resolve("cases/020-users") + ".",
                error.getMessage());
    }
}
