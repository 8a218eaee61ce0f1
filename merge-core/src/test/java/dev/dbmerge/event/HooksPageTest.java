package dev.dbmerge.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HooksPageTest {
    @Test
    void listsEveryVariableWithItsMeaning() throws IOException {
        List<String> expected = Stream.concat(
                        Stream.of("| `DBMERGE_HOOK_MOMENT` | the moment, such as `after-verify` |"),
                        Arrays.stream(HookVariable.values())
                                .map(variable ->
                                        "| `" + ProcessHook.PREFIX + variable + "` | " + variable.meaning() + " |"))
                .toList();

        assertEquals(expected, rows("| `" + ProcessHook.PREFIX));
    }

    @Test
    void listsEveryMoment() throws IOException {
        List<String> listed = rows("| `").stream()
                .map(row -> row.split("`")[1])
                .filter(name -> !name.startsWith(ProcessHook.PREFIX))
                .toList();

        assertEquals(Arrays.stream(Moment.values()).map(Moment::fileName).toList(), listed);
    }

    @Test
    void namesTheLimits() throws IOException {
        String page = Files.readString(Path.of("docs/hooks.md"));

        assertEquals(10, ProcessHook.DEFAULT_TIMEOUT.toMinutes());
        assertTrue(page.contains("After 10 minutes"));
        assertTrue(page.contains(String.format("cut after %,d characters", HookOutput.MAX_LINE_CHARS)));
        assertTrue(page.contains(String.format("after %,d lines", HookOutput.MAX_LINES)));
    }

    private static List<String> rows(String start) throws IOException {
        return Files.readAllLines(Path.of("docs/hooks.md")).stream()
                .filter(line -> line.startsWith(start))
                .toList();
    }
}
