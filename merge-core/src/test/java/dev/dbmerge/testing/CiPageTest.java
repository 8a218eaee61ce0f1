package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds the page for build servers against a parser and the code. */
class CiPageTest {
    @Test
    void itsYamlIsYaml() throws IOException {
        List<Object> documents = Pattern.compile("(?s)```yaml\n(.*?)```")
                .matcher(page())
                .results()
                .map((MatchResult block) -> new Load(LoadSettings.builder().build()).loadFromString(block.group(1)))
                .toList();

        Map<?, ?> job = (Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) documents.get(2)).get("jobs")).get("test");
        List<?> script = (List<?>) ((Map<?, ?>) ((Map<?, ?>) documents.get(3)).get("rules")).get("script");
        assertEquals(4, documents.size());
        assertEquals(6, ((List<?>) job.get("steps")).size());
        assertTrue(script.stream().allMatch(String.class::isInstance), script.toString());
    }

    @Test
    void itsCachesAreKeyedOnTheServersVersion() throws IOException {
        List<String> keys = page().lines()
                .filter(line -> line.contains("key: dbmerge-"))
                .map(line -> line.replaceAll(".*mariadb-([0-9.]+).*", "$1"))
                .toList();

        assertEquals(List.of(MariaDbRecipe.VERSION, MariaDbRecipe.VERSION), keys);
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/ci.md"));
    }
}
