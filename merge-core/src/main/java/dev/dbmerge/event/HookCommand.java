package dev.dbmerge.event;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** Starts one executable in its own folder, hands on what it prints, and waits for its end. */
final class HookCommand {
    private final String title;
    private final Path file;
    private final MergeListener listener;
    private final HookOutput output;
    private final Duration timeout;

    /**
     * Makes it; nothing runs yet.
     *
     * @param title begins sentences about it, such as {@code Hook after-verify}
     */
    HookCommand(String title, Path file, MergeListener listener, HookOutput output, Duration timeout) {
        this.title = title;
        this.file = file;
        this.listener = listener;
        this.output = output;
        this.timeout = timeout;
    }

    /**
     * How it ended.
     *
     * @param exitCode empty where it took too long and was ended
     * @param lastLine a clause about the last thing that it printed
     */
    record End(OptionalInt exitCode, String lastLine) {}

    /**
     * Runs it.
     *
     * @param variables what it finds in its environment beside the inherited one, where they take the place of others of that name
     */
    End run(Map<String, String> variables) {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted("was not started");
        }
        LastLine last = new LastLine();
        try (HookProcess process = start(variables)) {
            OptionalInt exitCode = process.await(timeout, line -> {
                last.see(line);
                listener.hookPrinted(file.getFileName().toString(), line);
            });
            return new End(exitCode, last.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted("was stopped");
        }
    }

    private HookProcess start(Map<String, String> variables) {
        ProcessBuilder builder = new ProcessBuilder(file.toString());
        builder.directory(file.getParent().toFile());
        Map<String, String> environment = builder.environment();
        // a run inside another run's hook inherits that hook's variables
        environment.keySet().removeIf(name -> name.startsWith(ProcessHook.PREFIX));
        environment.putAll(variables);
        try {
            return new HookProcess(builder, output);
        } catch (IOException e) {
            throw new MergeException(
                    ErrorCode.HOOK_FILE,
                    "Hook " + file + " cannot be started: " + StartFailure.reason(file, e) + ".",
                    "Mend it until it starts from a shell by its name alone.",
                    e);
        }
    }

    private MergeException interrupted(String state) {
        return new MergeException(
                ErrorCode.INTERRUPTED,
                title + " " + state + ", because the run was interrupted.",
                "Run again when you are ready.");
    }

    /** Gives a time as people say it. */
    static String inWords(Duration time) {
        return time.toMillis() % 60_000 == 0 ? time.toMinutes() + " min" : time.toMillis() / 1000.0 + " s";
    }

    /** Keeps the last line that says something. */
    private static final class LastLine {
        private String text = "";

        void see(String line) {
            if (!line.isBlank()) {
                text = line.strip();
            }
        }

        @Override
        public String toString() {
            return text.isEmpty() ? "it printed nothing" : "its last line was \"" + text + "\"";
        }
    }
}
