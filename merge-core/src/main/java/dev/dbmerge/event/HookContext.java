package dev.dbmerge.event;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a hook is told.
 *
 * @param variables by name without prefix, such as {@code TARGET_SCHEMA}; {@code ProcessHook} hands them on as
 *     {@code DBMERGE_HOOK_TARGET_SCHEMA}
 */
public record HookContext(Moment moment, Map<String, String> variables) {
    public HookContext {
        Objects.requireNonNull(moment, "moment");
        variables = java.util.Collections.unmodifiableMap(new TreeMap<>(variables));
    }
}
