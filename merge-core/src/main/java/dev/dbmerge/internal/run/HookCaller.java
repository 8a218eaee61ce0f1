package dev.dbmerge.internal.run;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.event.HookContext;
import dev.dbmerge.event.HookVariable;
import dev.dbmerge.event.MergeHook;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.event.Moment;
import dev.dbmerge.event.ProcessHook;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Secret;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** Asks every hook at a moment, one by one, and tells it what the moment knows. */
public final class HookCaller {
    private final List<MergeHook> hooks;
    private final Map<HookVariable, String> common = new EnumMap<>(HookVariable.class);
    private final Optional<Path> reportFile;

    /**
     * Makes a caller.
     *
     * @param reportFile where the report is written; empty where it is not
     */
    public HookCaller(MergeSpec spec, String runId, List<MergeHook> hooks, Optional<Path> reportFile) {
        this.hooks = List.copyOf(hooks);
        this.reportFile = reportFile;
        common.put(HookVariable.NAME, spec.name());
        common.put(HookVariable.RUN_ID, runId);
        common.put(HookVariable.SPEC, spec.file().toAbsolutePath().toString());
        database(HookVariable.STAGING_SCHEMA, HookVariable.STAGING_URL, spec.staging());
        database(HookVariable.PRODUCTION_SCHEMA, HookVariable.PRODUCTION_URL, spec.production());
        database(HookVariable.TARGET_SCHEMA, HookVariable.TARGET_URL, spec.target());
    }

    /** Tells every hook that a promotion is taken back. */
    HookCaller ofRollback() {
        common.put(HookVariable.ROLLBACK, "yes");
        return this;
    }

    /** Gives what hooks are told at every moment. */
    Map<HookVariable, String> common() {
        return Map.copyOf(common);
    }

    /** Gives the executables of the spec's hooks folder; what they print is told to the listener, without secrets. */
    public static List<MergeHook> inFolder(MergeSpec spec, MergeListener listener) {
        return spec.hooks()
                .map(folder -> ProcessHook.in(folder, listener, secrets(spec), ProcessHook.DEFAULT_TIMEOUT))
                .map(List::<MergeHook>copyOf)
                .orElse(List.of());
    }

    /** Gives the passwords of a spec, which no output may show. */
    public static List<String> secrets(MergeSpec spec) {
        return Stream.of(spec.staging(), spec.production(), spec.target())
                .map(Database::password)
                .map(Secret::value)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }

    private void database(HookVariable schema, HookVariable url, Database database) {
        common.put(schema, database.schema());
        // The target's url may name a server alone, and a schema: beside a url may name another one.
        common.put(
                url,
                database.url()
                        .replaceFirst(
                                "^(jdbc:mysql://[^/?]*)/?[^?]*", "$1/" + Matcher.quoteReplacement(database.schema())));
    }

    /** Asks them at the moment of a failure, also in a thread that was interrupted; what fails there, too, is noted. */
    void failed(RuntimeException e, Consumer<String> notes) {
        boolean interrupted = Thread.interrupted();
        try {
            at(Moment.ON_FAILURE, Optional.of(Outcome.FAILED), Optional.of(String.valueOf(e.getMessage())));
        } catch (MergeException second) {
            notes.accept("A hook at on-failure failed, too: " + second.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Asks the hooks; the first that says no is the last that is asked. */
    void at(Moment moment, Optional<Outcome> outcome, Optional<String> error) {
        Map<HookVariable, String> variables = new EnumMap<>(common);
        outcome.ifPresent(
                value -> variables.put(HookVariable.OUTCOME, value.name().toLowerCase(Locale.ROOT)));
        error.ifPresent(value -> variables.put(HookVariable.ERROR, value));
        if (outcome.isPresent()) {
            reportFile.ifPresent(file ->
                    variables.put(HookVariable.REPORT, file.toAbsolutePath().toString()));
        }
        HookContext context = new HookContext(moment, variables);
        hooks.forEach(hook -> hook.at(context));
    }
}
