package dev.dbmerge.internal.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.SpecException;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.SpecLoader;
import dev.dbmerge.spec.TestInputs;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each folder of {@code /cases} but {@code spec} holds cases of that spec, and what is read or told of them. */
class CaseReaderTest {
    private static final String SIGNS = "\t:{}[]'\"`$#&*!|>%@-,?\n ;(\\\u0000\ud83d";
    private static final List<String> SAMPLES = List.of(
            "good-rule/cases/cleanup-010-stale/x.yml",
            "good-others/cases/shop/m.yml",
            "good-others/cases/users/a.yml",
            "good-others/cases/030-nobody/c.yml",
            "good-folder/cases/cleanup-010-stale/border/expect.tsv",
            "good-folder/cases/cleanup-010-stale/refused/expect-failure.txt");

    private static Path folders() {
        try {
            return Path.of(CaseReaderTest.class.getResource("/cases").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> readsTheCasesOrTellsEveryMistake() throws IOException {
        List<Path> cases;
        try (Stream<Path> found = Files.list(folders())) {
            cases = found.filter(path -> !path.endsWith("spec")).sorted().toList();
        }
        return cases.stream()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), path.toUri(), () -> compare(path)));
    }

    private static void compare(Path folder) throws IOException {
        String expected = Files.readString(folder.resolve("expect.txt"));

        String read;
        try {
            read = CaseText.of(CaseReader.read(spec(folder), List.of()));
        } catch (SpecException e) {
            assertEquals(2, e.code().exitCode());
            assertFalse(e.getMessage().contains("!"), "an exclamation mark");
            read = e.getMessage() + "\n";
        }

        assertEquals(expected, read.replace(folder.resolve("cases") + "/", "").replace(folder.toString(), "${folder}"));
    }

    @Test
    void readsOnlyTheFilesThatAreAskedFor() {
        Path folder = folders().resolve("good-others");
        Path users = folder.resolve("cases/users");
        Path merge = folder.resolve("cases/shop/m.yml");

        CaseSuite suite = CaseReader.read(spec(folder), List.of(users, merge));

        assertEquals(
                List.of("overlay:users", "merge:shop"),
                suite.cases().stream()
                        .map(one -> one.subject().toString())
                        .distinct()
                        .sorted(java.util.Comparator.reverseOrder())
                        .toList());
    }

    @Test
    void aFileOfACaseFolderAsksForTheWholeCase() {
        Path folder = folders().resolve("good-folder");
        Path script = folder.resolve("cases/cleanup-010-stale/border/given.sql");

        CaseSuite suite = CaseReader.read(spec(folder), List.of(script));

        assertEquals(
                List.of("border"), suite.cases().stream().map(RuleCase::name).toList());
    }

    @Test
    void refusesAPathWithoutCases() {
        Path folder = folders().resolve("good-others");
        Path nowhere = folder.resolve("cases/users/nowhere.yml");

        SpecException thrown = assertThrows(SpecException.class, () -> CaseReader.read(spec(folder), List.of(nowhere)));

        assertEquals(ErrorCode.CASE, thrown.code());
        assertEquals(
                nowhere + ":1:1: No case lies here. Name a case file, or a folder of cases. [E216]",
                thrown.getMessage());
    }

    @Test
    void aSpecWithoutCasesHasNone() {
        Path folder = folders().resolve("spec");

        CaseSuite suite = CaseReader.read(spec(folder), List.of());

        assertEquals(new CaseSuite(List.of(), Map.of()), suite);
    }

    @Test
    void casesWithoutASpecAreOfWholeMerges() {
        Path folder = folders().resolve("good-others/cases/shop");

        CaseSuite suite = CaseReader.standalone(folder);

        assertEquals(
                List.of(new Subject(Subject.Kind.MERGE, "shop")),
                suite.cases().stream().map(RuleCase::subject).distinct().toList());
    }

    @Test
    void casesWithoutASpecAreCalledLikeTheirFolderHoweverItIsNamed() {
        Path folder = folders().resolve("good-others/cases/shop");

        CaseSuite suite = CaseReader.standalone(folder.resolve("."));

        assertEquals(
                new Subject(Subject.Kind.MERGE, "shop"), suite.cases().get(0).subject());
    }

    @Test
    void takesAnyTextWithoutStumbling(@TempDir Path folder) throws IOException {
        MergeSpec spec = spec(folder);
        Random random = new Random(4711);

        for (int round = 0; round < 1800; round++) {
            String sample = SAMPLES.get(round % SAMPLES.size());
            StringBuilder text = new StringBuilder(Files.readString(folders().resolve(sample)));
            for (int change = 0; change <= round % 4; change++) {
                int at = random.nextInt(text.length());
                int end = Math.min(text.length(), at + random.nextInt(12));
                int put = random.nextInt(SIGNS.length());
                text.replace(at, end, SIGNS.substring(put, put + 1));
            }
            Path file = folder.resolve(sample.substring(sample.indexOf('/') + 1));
            Files.createDirectories(file.getParent());
            Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8));

            try {
                CaseReader.read(spec, List.of(file));
            } catch (SpecException e) {
                assertFalse(e.problems().isEmpty());
            } catch (RuntimeException e) {
                throw new AssertionError("round " + round + ":\n" + text, e);
            }
        }
    }

    private static MergeSpec spec(Path folder) {
        MergeSpec spec = SpecLoader.load(folders().resolve("spec/merge.yml"), Map.of());
        TestInputs test = new TestInputs(folder.resolve("cases"), Optional.empty(), Optional.empty(), Optional.empty());
        return spec.testedOn(test);
    }
}
