package dev.dbmerge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DbmergeTest {
    private final Calls calls = calling(arguments -> 0);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --json run        | The command comes first, before --json. See dbmerge --help. [E200]
                    rnu               | dbmerge has no command rnu. Did you mean run? See dbmerge --help. [E200]
                    promote           | dbmerge has no command promote. See dbmerge --help. [E200]
                    run --replcae     | dbmerge run has no option --replcae. Did you mean --replace? See dbmerge run --help. [E200]
                    run --rep         | dbmerge run has no option --rep. Did you mean --report? See dbmerge run --help. [E200]
                    run --whatever    | dbmerge run has no option --whatever. See dbmerge run --help. [E200]
                    run -x            | dbmerge run has no option -x. See dbmerge run --help. [E200]
                    run --keep        | dbmerge run has no option --keep. See dbmerge run --help. [E200]
                    run --json=yes    | The option --json takes no value. See dbmerge run --help. [E200]
                    run -c            | The option --config needs a value. Write --config FILE. [E200]
                    run -c --json     | The option --config needs a value. Write --config FILE. [E200]
                    run -c a --config b | The option --config stands twice. Give it once. [E200]
                    run --config=     | The option --config was given an empty FILE. See dbmerge run --help. [E200]
                    run merge.yml     | dbmerge run takes no argument 'merge.yml'. See dbmerge run --help. [E200]
                    run --color blue  | The option --color was given 'blue'. It takes auto, always or never. [E200]
                    """)
    void tellsWhatIsWrongWithACommandLine(String words, String message) {
        Calls.Result result = calls.call(words.split(" "));

        assertEquals("dbmerge: " + message + "\n", result.err());
        assertEquals("", result.out());
        assertEquals(2, result.exitCode());
    }

    @Test
    void showsTheCommandsWhereNoneIsNamed() {
        Calls.Result result = calls.call();

        assertTrue(result.err().startsWith("Usage: dbmerge COMMAND"), result.err());
        assertTrue(
                result.err().endsWith("dbmerge: No command is named. Name one of those above. [E200]\n"), result.err());
        assertEquals(2, result.exitCode());
    }

    @Test
    void refusesAVariableThatMakesNoSense() {
        Calls.Result result = calls.with("DBMERGE_JSON", "maybe").call("run");

        assertEquals(
                "dbmerge: The environment variable DBMERGE_JSON is 'maybe'. It takes true or false. [E200]\n",
                result.err());
        assertEquals(2, result.exitCode());
    }

    @Test
    void takesAnOptionBeforeItsVariable() {
        Calls calls = calling(arguments -> {
            assertEquals("flag", arguments.value(Flag.CONFIG).orElseThrow());
            assertEquals("variable", arguments.value(Flag.REPORT).orElseThrow());
            assertEquals(2, arguments.verbosity());
            assertEquals(ColorChoice.ALWAYS, arguments.color());
            return 0;
        });

        Calls.Result result = calls.with("DBMERGE_CONFIG", "variable")
                .with("DBMERGE_REPORT", "variable")
                .with("DBMERGE_VERBOSE", "1")
                .with("NO_COLOR", "1")
                .call("run", "-vv", "-cflag", "--color=always");

        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
    }

    @Test
    void saysAnErrorOfTheLibraryAndItsExitCode() {
        Calls calls = calling(arguments -> {
            throw new MergeException(ErrorCode.CONNECT, "Staging's server is away.", "Start it.");
        });

        Calls.Result result = calls.call("run", "--json");

        assertEquals("dbmerge: Staging's server is away. Start it. [E301]\n", result.err());
        assertEquals("""
                {
                  "format": "dbmerge-error/1",
                  "exit": 3,
                  "errors": [
                    {
                      "code": "E301",
                      "problem": "Staging's server is away.",
                      "remedy": "Start it."
                    }
                  ]
                }
                """, result.out());
        assertEquals(3, result.exitCode());
    }

    @Test
    void hidesTheTraceOfWhatWasNotExpectedUntilItIsAskedFor() {
        Calls calls = calling(arguments -> {
            throw new IllegalStateException("odd");
        });

        Calls.Result quiet = calls.call("run");
        Calls.Result verbose = calls.call("run", "-vv");

        assertEquals(
                "dbmerge: dbmerge met what it does not know (IllegalStateException: odd)."
                        + " Run it again with -vv for the whole trace, and report that. [E100]\n",
                quiet.err());
        assertTrue(verbose.err().contains("\tat dev.dbmerge.cli"), verbose.err());
        assertEquals(List.of(1, 1), List.of(quiet.exitCode(), verbose.exitCode()));
    }

    @Test
    void namesItsVersion() {
        Calls.Result result = calls.call("--version");

        assertTrue(result.out().matches("dbmerge \\S+ \\(Java \\S*\\)\n"), result.out());
    }

    private static Calls calling(Function<Arguments, Integer> work) {
        return new Calls(List.of(new Run(work)), Path.of("").toAbsolutePath());
    }

    /** Stands for the command of that name. */
    private record Run(Function<Arguments, Integer> work) implements Command {
        @Override
        public String name() {
            return "run";
        }

        @Override
        public String summary() {
            return "";
        }

        @Override
        public List<String> description() {
            return List.of();
        }

        @Override
        public List<Flag> flags() {
            return List.of(Flag.CONFIG, Flag.REPORT, Flag.REPLACE);
        }

        @Override
        public int run(Arguments arguments, Console console) {
            return work.apply(arguments);
        }
    }
}
