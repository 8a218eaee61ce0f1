package dev.dbmerge.internal.cases;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one database holds before.
 *
 * @param scripts statements that run first, in order; where one of them makes tables, the database has these and not the spec's
 * @param rows by table, in the order of the file
 */
public record Given(List<Script> scripts, Map<String, List<Row>> rows) {
    /** Nothing at all. */
    public static final Given NOTHING = new Given(List.of(), Map.of());

    public Given {
        scripts = List.copyOf(scripts);
        Map<String, List<Row>> copies = new LinkedHashMap<>();
        rows.forEach((table, list) -> copies.put(table, List.copyOf(list)));
        rows = Collections.unmodifiableMap(copies);
    }
}
