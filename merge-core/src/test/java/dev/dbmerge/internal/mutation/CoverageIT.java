package dev.dbmerge.internal.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.report.MutantResult.Fate;
import dev.dbmerge.report.RuleCoverage;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class CoverageIT {
    private static final Path ETE = Path.of("..", "sql", "ete");

    @TempDir
    Path folder;

    /** Each rule without a case, then with what its coverage proposed. */
    @ServerTest
    void theProposedCasesNoticeEveryChangeThatTheyWereProposedFor(TestServer server) throws IOException {
        List<Path> specs = new ArrayList<>(List.of(CoverageFixture.copy(ETE, folder.resolve("ete"))));
        for (String block : resource().split("\n\n(?=-- )")) {
            String[] parts = block.split("\n====\n");
            specs.add(CoverageFixture.write(folder.resolve("spec-" + specs.size()), parts[0], parts[1]));
        }
        List<String> missed = new ArrayList<>();
        for (Path spec : specs) {
            Path copy = CoverageFixture.copy(
                    spec.getParent(), folder.resolve(spec.getParent().getFileName()));
            try (CoverageFixture fixture = new CoverageFixture(server, copy)) {
                for (CleanupRule rule : fixture.spec.cleanup()) {
                    RuleCoverage without = fixture.cover(rule);
                    fixture.paste(rule, without);
                    RuleCoverage with = fixture.cover(rule);
                    System.err.println(rule.id() + ": " + without.mutants().size() + " " + with.percent() + " "
                            + with.outside() + with.notes());
                    without.mutants()
                            .forEach(m -> System.err.println("   " + m.fate() + " " + m.name() + ": " + m.said() + "\n"
                                    + m.revealing().orElse("")));
                    with.of(Fate.UNNOTICED).forEach(m -> System.err.println("   LEFT " + m.name()));
                    assertTrue(without.of(Fate.NOTICED).isEmpty());
                    missed.addAll(with.of(Fate.UNNOTICED).stream()
                            .map(mutant -> rule.id() + ": " + mutant.name())
                            .toList());
                    missed.addAll(with.notes().stream()
                            .filter(note -> note.contains("does not pass"))
                            .toList());
                }
            }
        }

        assertEquals("", String.join("\n", missed));
    }

    private static String resource() throws IOException {
        try (InputStream stream = CoverageIT.class.getResourceAsStream("/mutation/loop.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
