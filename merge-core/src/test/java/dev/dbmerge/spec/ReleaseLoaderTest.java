package dev.dbmerge.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.SpecException;
import dev.dbmerge.spec.Reference.Orphans;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ReleaseLoaderTest {
    private static final Map<String, String> PASSWORDS = Map.of(
            "ETE_STAGING_PASSWORD",
            "",
            "ETE_PRODUCTION_PASSWORD",
            "",
            "ETM_STAGING_PASSWORD",
            "",
            "ETM_PRODUCTION_PASSWORD",
            "");

    private static Path releases() {
        try {
            return Path.of(ReleaseLoaderTest.class.getResource("/releases").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each folder with an {@code expect.txt} is a release with mistakes and the whole message about them. */
    @TestFactory
    Stream<DynamicTest> tellsEveryMistakeOfTheReleaseAndItsSpecs() throws IOException {
        List<Path> cases;
        try (Stream<Path> folders = Files.list(releases())) {
            cases = folders.filter(path -> Files.exists(path.resolve("expect.txt")))
                    .sorted()
                    .toList();
        }
        return cases.stream()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> {
                    Path file = path.resolve("release.yml");

                    SpecException thrown = assertThrows(SpecException.class, () -> ReleaseLoader.load(file, Map.of()));

                    String message = thrown.getMessage().replace(path.toString(), "${folder}");
                    assertEquals(Files.readString(path.resolve("expect.txt")), message + "\n");
                }));
    }

    @Test
    void readsSpecsReferencesAndHooks() {
        ReleaseSpec release = ReleaseLoader.load(releases().resolve("good/release.yml"), Map.of());

        assertEquals("both", release.name());
        assertEquals(List.of("one", "two"), List.copyOf(release.specs().keySet()));
        assertEquals("two_new", release.specs().get("two").target().schema());
        assertEquals(
                List.of("one.saved.scenario_id -> two.scenarios.id", "two.odd name.x -> one.users.id"),
                release.references().stream().map(ReleaseReference::text).toList());
        assertEquals(
                List.of(Orphans.FAIL, Orphans.WARN),
                release.references().stream().map(ReleaseReference::orphans).toList());
        assertEquals(releases().resolve("good/one"), release.hooks().orElseThrow());
    }

    @Test
    void knowsAReleaseFromTheSpecOfOneMerge() {
        Path good = releases().resolve("good");

        assertTrue(ReleaseLoader.isRelease(good.resolve("release.yml"), Map.of()));
        assertFalse(ReleaseLoader.isRelease(good.resolve("one/merge.yml"), Map.of()));
        assertFalse(ReleaseLoader.isRelease(good.resolve("nowhere.yml"), Map.of()));
    }

    @Test
    void readsTheReleaseOfTheShippedSpecs() {
        Path file = Path.of("../sql/release.yml");

        ReleaseSpec release = ReleaseLoader.load(file, PASSWORDS);

        assertEquals(List.of("ete", "etm"), List.copyOf(release.specs().keySet()));
        assertEquals(
                List.of("etm.saved_scenarios.scenario_id -> ete.scenarios.id"),
                release.references().stream().map(ReleaseReference::text).toList());
    }
}
