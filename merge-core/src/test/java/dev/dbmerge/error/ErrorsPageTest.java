package dev.dbmerge.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorsPageTest {
    @Test
    void listsEveryCodeWithItsMeaningAndExitCode() throws IOException {
        List<String> expected = Arrays.stream(ErrorCode.values())
                .map(code -> "| " + code + " | " + code.meaning() + " | " + code.exitCode() + " |")
                .toList();

        List<String> rows = Files.readAllLines(Path.of("docs/errors.md")).stream()
                .filter(line -> line.startsWith("| E"))
                .toList();

        assertEquals(expected, rows);
    }
}
