package dev.dbmerge.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookOutputTest {
    @Test
    void cutsAtEveryKindOfLineEnd() throws IOException {
        assertEquals(List.of("one", "two", "50 %", "100 %", "", "last"), lines("one\ntwo\r\n50 %\r100 %\r\n\nlast"));
    }

    @Test
    void hidesEverySecretAndTheLongerOneFirst() throws IOException {
        assertEquals(
                List.of("-p*** and *** and ***!"),
                lines("-phunter2 and hunter and sésame!", "hunter", "hunter2", "sésame"));
    }

    @Test
    void hidesEachLineOfASecretOfSeveral() throws IOException {
        assertEquals(List.of("***", "***", "end"), lines("first\nsecond\nend", "first\nsecond\n"));
    }

    @Test
    void hidesASecretThatATerminalSequenceCuts() throws IOException {
        assertEquals(List.of("password ***"), lines("password hun\u001B[31mter2\u001B[0m", "hunter2"));
    }

    @Test
    void takesNoNoticeOfEmptySecrets() throws IOException {
        assertEquals(List.of("plain"), lines("plain", "", "  "));
    }

    @Test
    void shortensLongLines() throws IOException {
        assertEquals(
                List.of("x".repeat(1_000) + "... (5000000 bytes)", "next"), lines("x".repeat(5_000_000) + "\nnext"));
    }

    @Test
    void showsNoPartOfASecretWhereALineIsCut() throws IOException {
        for (int before = 900; before < 4_100; before += 3) {
            String line = lines("x".repeat(before) + "S3cr3t!" + "x".repeat(4_000), "S3cr3t!")
                    .get(0);

            assertFalse(line.contains("S"), line);
        }
    }

    @Test
    void showsNoPartOfASecretWhereSecretsShortenTheLine() throws IOException {
        for (int before = 0; before < 40; before++) {
            String line = lines(
                            "x".repeat(before) + "0123456789abcdefghijklmnopqrstuvwxyz".repeat(200),
                            "0123456789abcdefghijklmnopqrstuvwxyz")
                    .get(0);

            assertFalse(line.contains("0123"), line);
        }
    }

    @Test
    void showsBinaryOutputWithoutControlCharacters() throws IOException {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        List<String> printed = new ArrayList<>();

        new HookOutput(List.of()).read(new ByteArrayInputStream(bytes), printed::add);

        assertEquals(3, printed.size());
        assertTrue(printed.stream().flatMapToInt(String::chars).noneMatch(c -> c != '\t' && Character.isISOControl(c)));
    }

    @Test
    void leavesOutLinesPastTheirNumber() throws IOException {
        List<String> printed = lines("y\n".repeat(50_000));

        assertEquals(10_001, printed.size());
        assertEquals("... (what it prints after 10000 lines is left out)", printed.get(10_000));
    }

    private static List<String> lines(String printed, String... secrets) throws IOException {
        List<String> lines = new ArrayList<>();
        byte[] bytes = printed.getBytes(StandardCharsets.UTF_8);
        new HookOutput(List.of(secrets)).read(new ByteArrayInputStream(bytes), lines::add);
        return lines;
    }
}
