package dev.dbmerge.event;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs one executable of the hooks folder at the moment that its name begins with.
 *
 * <p>It gets the context as {@code DBMERGE_HOOK_*} beside the inherited environment, an empty standard input and the
 * hooks folder as working directory; what it prints goes to {@link MergeListener#hookPrinted} on the run's thread.
 * {@code docs/hooks.md} is the page for its author.
 */
public final class ProcessHook implements MergeHook {
    /** How long a hook may run where nothing else is said. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    static final String PREFIX = "DBMERGE_HOOK_";

    /** Linux refuses to start a program with a variable of 128 KiB or more. */
    private static final int MAX_ERROR_CHARS = 8_000;

    private final Path file;
    private final Moment moment;
    private final MergeListener listener;
    private final HookOutput output;
    private final Duration timeout;

    private ProcessHook(HookFolder.Found found, MergeListener listener, HookOutput output, Duration timeout) {
        this.file = found.file();
        this.moment = found.moment();
        this.listener = listener;
        this.output = output;
        this.timeout = timeout;
    }

    /**
     * Finds the hooks of a folder, in the order in which they run.
     *
     * @param listener is told what they print
     * @param secrets what must not be printed, such as passwords; hidden as {@code ***}
     * @param timeout how long each may run
     * @throws MergeException with {@link ErrorCode#HOOK_FILE} that names every file that is not a hook
     */
    public static List<ProcessHook> in(
            Path folder, MergeListener listener, Collection<String> secrets, Duration timeout) {
        Objects.requireNonNull(listener, "listener");
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("a hook needs time to run: " + timeout);
        }
        HookOutput output = new HookOutput(secrets);
        return new HookFolder(folder)
                .hooks().stream()
                        .map(found -> new ProcessHook(found, listener, output, timeout))
                        .toList();
    }

    /** Gives the file's name. */
    public String name() {
        return file.getFileName().toString();
    }

    /** Gives the moment at which it runs. */
    public Moment moment() {
        return moment;
    }

    /**
     * Runs the executable and waits for it; does nothing at another moment than its own.
     *
     * <p>When it is cut short, by its time, an interrupt or a listener that throws, its process and that process's
     * children are ended. A child in the background goes on after a hook that ended by itself.
     *
     * @throws RefusedException with {@link ErrorCode#HOOK} when it exits with other than 0, with
     *     {@link ErrorCode#HOOK_TIMEOUT} when it takes too long
     * @throws MergeException with {@link ErrorCode#HOOK_FILE} when it cannot be started, with
     *     {@link ErrorCode#INTERRUPTED} when the thread is interrupted, which it stays
     */
    @Override
    public void at(HookContext context) {
        if (context.moment() != moment) {
            return;
        }
        Map<String, String> variables = new HashMap<>();
        variables.put(PREFIX + "MOMENT", moment.fileName());
        context.variables().forEach((variable, value) -> variables.put(PREFIX + variable, fit(variable, value)));
        judge(run(variables));
    }

    private HookCommand.End run(Map<String, String> variables) {
        Instant begun = Instant.now();
        listener.hookStarted(name());
        try {
            return new HookCommand("Hook " + name(), file, listener, output, timeout).run(variables);
        } finally {
            listener.hookFinished(name(), Duration.between(begun, Instant.now()));
        }
    }

    private String fit(HookVariable variable, String value) {
        if (variable != HookVariable.ERROR) {
            return value;
        }
        String text = output.withoutSecrets(value).replace('\0', ' ');
        return text.length() <= MAX_ERROR_CHARS ? text : text.substring(0, MAX_ERROR_CHARS) + "...";
    }

    private void judge(HookCommand.End end) {
        if (end.exitCode().isEmpty()) {
            throw new RefusedException(
                    ErrorCode.HOOK_TIMEOUT,
                    "Hook " + name() + " was stopped after " + HookCommand.inWords(timeout)
                            + ", the longest that a hook may run, and " + end.lastLine() + ".",
                    "Make it quicker, or let it leave the long part to a process of its own; then run again.");
        }
        if (end.exitCode().getAsInt() != 0) {
            throw new RefusedException(
                    ErrorCode.HOOK,
                    "Hook " + name() + " said no: it ended with exit code "
                            + end.exitCode().getAsInt() + ", and " + end.lastLine() + ".",
                    "Settle what it asks for and run again, or add .sample to its name to go on without it.");
        }
    }
}
