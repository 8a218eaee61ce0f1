package dev.dbmerge.internal.run;

import dev.dbmerge.event.HookContext;
import dev.dbmerge.event.MergeHook;
import dev.dbmerge.event.Moment;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.MergeSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Asks every hook at a moment, one by one, and tells it what the moment knows. */
public final class HookCaller {
    private final List<MergeHook> hooks;
    private final Map<String, String> common = new HashMap<>();
    private final Optional<Path> reportFile;

    /**
     * Makes a caller.
     *
     * @param reportFile where the report is written; empty where it is not
     */
    public HookCaller(MergeSpec spec, String runId, List<MergeHook> hooks, Optional<Path> reportFile) {
        this.hooks = List.copyOf(hooks);
        this.reportFile = reportFile;
        common.put("NAME", spec.name());
        common.put("RUN_ID", runId);
        common.put("SPEC", spec.file().toAbsolutePath().toString());
        database("STAGING", spec.staging());
        database("PRODUCTION", spec.production());
        database("TARGET", spec.target());
    }

    private void database(String role, Database database) {
        common.put(role + "_SCHEMA", database.schema());
        common.put(role + "_URL", database.url());
    }

    /** Asks the hooks; the first that says no is the last that is asked. */
    void at(Moment moment, Optional<Outcome> outcome, Optional<String> error) {
        Map<String, String> variables = new HashMap<>(common);
        outcome.ifPresent(value -> variables.put("OUTCOME", value.name().toLowerCase(Locale.ROOT)));
        error.ifPresent(value -> variables.put("ERROR", value));
        if (outcome.isPresent()) {
            reportFile.ifPresent(file -> variables.put("REPORT", file.toAbsolutePath().toString()));
        }
        HookContext context = new HookContext(moment, variables);
        hooks.forEach(hook -> hook.at(context));
    }
}
