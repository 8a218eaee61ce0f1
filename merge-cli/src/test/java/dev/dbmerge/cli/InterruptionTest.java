package dev.dbmerge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends real signals to a real process. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptionTest {
    private static final String LEFT =
            "dbmerge: The work did not stop within 1 s and was left unfinished; run again, behind a promotion dbmerge recover.\n";

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void letsTheWorkSayWhatIsLeft(String signal, int exitCode) throws IOException, InterruptedException {
        Process process = start("tidy");

        send(signal, process);

        assertEquals("said what is left\n", said(process));
        assertEquals(exitCode, process.waitFor());
    }

    @Test
    void endsTestsAndTheirServer() throws IOException, InterruptedException {
        Process process = start("test");

        send("INT", process);

        assertEquals(
                "closed\ndbmerge: The tests were interrupted."
                        + " A server that was started for them is gone; run them again when you like. [E130]\n",
                said(process));
        assertEquals(130, process.waitFor());
    }

    @Test
    void leavesWorkThatDoesNotStop() throws IOException, InterruptedException {
        Process process = start("stubborn");

        send("INT", process);

        assertEquals(LEFT, said(process));
        assertEquals(130, process.waitFor());
    }

    @Test
    void isForgottenWhenTheWorkIsDone() {
        Interruption interruption = new Interruption(new Output(System.err, Output.Reader.FILE));

        assertEquals(3, interruption.during(() -> {}, () -> 3));
        assertFalse(interruption.happened());
    }

    /** Starts the process and waits until its work has begun. */
    private static Process start(String manner) throws IOException {
        List<String> command = new ArrayList<>(heeding());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InterruptionMain.class.getName(),
                manner));
        Process process = new ProcessBuilder(command).start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        assertEquals("ready", out.readLine());
        return process;
    }

    /** A build that was started in the background ignores SIGINT, and so would whatever it starts; GNU's env undoes that. */
    private static List<String> heeding() throws IOException {
        List<String> env = List.of("env", "--default-signal=INT,TERM");
        List<String> trial = new ArrayList<>(env);
        trial.add("true");
        return new ProcessBuilder(trial).start().onExit().join().exitValue() == 0 ? env : List.of();
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static String said(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
