package dev.dbmerge.event;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a hook is told.
 *
 * @param variables without passwords; {@link ProcessHook} hands them on as {@code DBMERGE_HOOK_TARGET_SCHEMA} and so on
 */
public record HookContext(Moment moment, Map<HookVariable, String> variables) {
    public HookContext {
        Objects.requireNonNull(moment, "moment");
        variables = Collections.unmodifiableMap(new TreeMap<>(variables));
        variables.forEach((variable, value) -> Objects.requireNonNull(value, variable.name()));
    }
}
