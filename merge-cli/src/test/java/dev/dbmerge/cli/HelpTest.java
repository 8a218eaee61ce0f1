package dev.dbmerge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages under {@code src/test/resources} are what users see; a change of one is a decision. */
class HelpTest {
    private static final Path PAGES = Path.of("src/test/resources/dev/dbmerge/cli/help");

    private final Calls calls = new Calls(
            Commands.all(
                    OpenMerge::open,
                    OpenRuleTests::start,
                    new Interruption(new Output(System.err, Output.Reader.FILE))),
            Path.of("").toAbsolutePath());

    @ParameterizedTest
    @ValueSource(strings = {"init", "validate", "doctor", "plan", "run", "verify", "test", "demo"})
    void showsThePageOfACommand(String command) throws IOException {
        Calls.Result result = calls.call(command, "--help");

        assertEquals(Files.readString(PAGES.resolve(command + ".txt")), result.out());
        assertEquals(0, result.exitCode());
    }

    @Test
    void showsTheOverview() throws IOException {
        Calls.Result result = calls.call("--help");

        assertEquals(Files.readString(PAGES.resolve("overview.txt")), result.out());
        assertEquals(0, result.exitCode());
    }

    @Test
    void fitsIntoEightyColumns() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            for (Path page : pages.toList()) {
                List<String> wide = Files.readAllLines(page).stream()
                        .filter(line -> line.length() > 80)
                        .toList();
                assertEquals(List.of(), wide);
            }
        }
    }

    /** Codes of commands that do not exist yet (promotion) are not announced. */
    @Test
    void listsEveryExitCodeThatAnErrorHas() {
        String page = calls.call("--help").out();

        for (ErrorCode code : ErrorCode.values()) {
            assertTrue(page.contains("\n  " + code.exitCode()), () -> "no line for exit code " + code.exitCode());
        }
    }
}
