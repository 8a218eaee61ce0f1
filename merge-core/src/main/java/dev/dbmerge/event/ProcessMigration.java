package dev.dbmerge.event;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs the executable that migrates a scratch copy of production's overlaid tables.
 *
 * <p>It gets what a {@link ProcessHook} gets, and {@code DATABASE_URL}, the one variable that holds a password.
 */
public final class ProcessMigration {
    /** How long it may run. */
    public static final Duration TIMEOUT = Duration.ofHours(4);

    private final Path file;
    private final MergeListener listener;
    private final HookOutput output;
    private final Duration timeout;

    /**
     * Makes it; nothing runs yet.
     *
     * @param listener is told what it prints
     * @param secrets what must not be printed, such as passwords; hidden as {@code ***}, also as a URL writes them
     */
    public ProcessMigration(Path file, MergeListener listener, Collection<String> secrets, Duration timeout) {
        this.file = file.toAbsolutePath();
        this.listener = Objects.requireNonNull(listener, "listener");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        List<String> all = new ArrayList<>(secrets);
        secrets.forEach(secret -> all.add(encoded(secret)));
        this.output = new HookOutput(all);
    }

    /** Gives the file's name. */
    public String name() {
        return file.getFileName().toString();
    }

    /** Writes a text as it stands in a URL, every character that could mean something there as {@code %XX}. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    /**
     * Runs the executable and waits for it.
     *
     * @param databaseUrl where the scratch copy is, with the account, as applications take it; empty where that is not known
     * @throws MergeException with {@link ErrorCode#MIGRATE} when it exits with other than 0 or takes too long, with
     *     {@link ErrorCode#HOOK_FILE} when it cannot be started, with {@link ErrorCode#INTERRUPTED} when the thread is interrupted
     */
    public void run(Map<HookVariable, String> variables, Optional<String> databaseUrl) {
        Map<String, String> environment = new HashMap<>();
        variables.forEach((variable, value) -> environment.put(ProcessHook.PREFIX + variable, value));
        environment.put("DATABASE_URL", databaseUrl.orElse(""));
        HookCommand.End end =
                new HookCommand("The migration " + name(), file, listener, output, timeout).run(environment);
        if (end.exitCode().isEmpty() || end.exitCode().getAsInt() != 0) {
            String how = end.exitCode().isEmpty()
                    ? "was stopped after " + HookCommand.inWords(timeout) + ", the longest that it may run"
                    : "ended with exit code " + end.exitCode().getAsInt();
            throw new MergeException(
                    ErrorCode.MIGRATE,
                    "The migration " + name() + " of production's scratch copy " + how + ", and " + end.lastLine()
                            + ".",
                    "Mend what it stumbles over, then run again; the scratch copy is made anew.");
        }
    }
}
