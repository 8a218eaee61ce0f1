package dev.dbmerge.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecReplacementTest {
    private static final String SPEC = """
            version: 1
            name: shop
            staging: { url: "${NOT_SET}" }
            production: { url: "jdbc:mysql://db1/shop" }
            target: { schema: shop_new }
            overlay: { users: { drop: [token] }, orders: {} }
            discard: [log]
            """;
    private static final String DATABASES = """
            staging: { url: "jdbc:mysql://127.0.0.1/a" }
            production: { url: "jdbc:mysql://127.0.0.1/b" }
            target: { schema: c }
            """;

    @TempDir
    private Path folder;

    private Path spec() throws IOException {
        return Files.writeString(folder.resolve("merge.yml"), SPEC);
    }

    @Test
    void aReplacedKeyIsNotReadAndTheOthersStay() throws IOException {
        MergeSpec spec = SpecLoader.load(spec(), Map.of(), List.of(DATABASES));

        assertEquals("a", spec.staging().schema());
        assertEquals("b", spec.production().schema());
        assertEquals("jdbc:mysql://127.0.0.1/", spec.target().url());
        assertEquals(List.of("token"), spec.overlay().get("users").drop());
        assertEquals(List.of("log"), spec.discard());
    }

    @Test
    void theLastOfSeveralReplacementsCountsKeyByKey() throws IOException {
        MergeSpec spec = SpecLoader.load(
                spec(), Map.of(), List.of("overlay: { users: {} }\ntarget: { schema: x }\n", "", DATABASES));

        assertEquals(Map.of("users", spec.overlay().get("users")), spec.overlay());
        assertEquals(List.of(), spec.overlay().get("users").drop());
        assertEquals("c", spec.target().schema());
    }

    @Test
    void pathsInAReplacementAreRelativeToTheSpec() throws IOException {
        Files.createDirectory(folder.resolve("rules"));
        Files.writeString(folder.resolve("rules/010-log.sql"), "DELETE FROM log");

        MergeSpec spec = SpecLoader.load(spec(), Map.of(), List.of("cleanup: rules/*.sql", DATABASES));

        assertEquals("010-log", spec.cleanup().get(0).id());
    }

    @Test
    void aSpecCanBeAssembledWithoutAFile() {
        Path nowhere = folder.resolve("nowhere.yml");

        MergeSpec spec = SpecLoader.assemble(
                nowhere, Map.of(), List.of("version: 1\nname: trial\noverlay: {}\n", "discard: [log]", DATABASES));

        assertEquals("trial", spec.name());
        assertEquals(nowhere, spec.file());
        assertEquals(List.of("log"), spec.discard());
    }

    @Test
    void aMistakeInAReplacementIsTold() throws IOException {
        Path file = spec();

        SpecException refusal = assertThrows(
                SpecException.class,
                () -> SpecLoader.load(file, Map.of(), List.of(DATABASES, "overlai: {}\ndiscard: 3\n")));

        assertEquals(
                file + ":1:1: The spec knows no key overlai. Did you mean overlay? [E204]\n    overlai: {}\n    ^\n"
                        + file
                        + ":2:10: discard is one value where a list is expected."
                        + " Write it as [one, two] or as lines that start with a dash. [E205]\n"
                        + "    discard: 3\n             ^\nMend these 2 and run again.",
                refusal.getMessage());
    }

    @Test
    void aReplacementThatIsNoMappingIsTold() throws IOException {
        Path file = spec();

        SpecException refusal =
                assertThrows(SpecException.class, () -> SpecLoader.load(file, Map.of(), List.of(DATABASES, "- users")));

        assertEquals(
                "The spec is a list where a mapping is expected. Write it as lines of the form key: value.",
                refusal.problems().get(0).problem() + " "
                        + refusal.problems().get(0).remedy());
    }
}
