package dev.dbmerge.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileNamesTest {
    @Test
    void namesHoldNothingThatAShellOrAFileSystemTakesForItsOwn() {
        assertEquals("user-agents_2", FileNames.of("user-agents_2"));
        assertEquals("%2e%2e%2fa%20%60b%24%27%0a", FileNames.of("../a `b$'\n"));
        assertEquals("%2dx", FileNames.of("-x"));
        assertEquals("%c3%a9", FileNames.of("\u00e9"));
        assertTrue(FileNames.of("\u20ac".repeat(64)).length() <= 200);
    }

    @Test
    void namesThatDifferInCaseOrBehindTheLongestPartGetNumbers() {
        String longName = "\u20ac".repeat(60);

        Map<String, String> files = FileNames.of(List.of("Users", "users", longName + "a", longName + "b"));

        assertEquals(List.of("Users", "users~2"), List.of(files.get("Users"), files.get("users")));
        assertEquals(files.get(longName + "a") + "~2", files.get(longName + "b"));
    }
}
