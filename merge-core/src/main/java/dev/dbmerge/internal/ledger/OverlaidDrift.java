package dev.dbmerge.internal.ledger;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells in a few words how the columns of overlaid tables differ between production and staging. */
public final class OverlaidDrift {
    private OverlaidDrift() {}

    /**
     * Compares the tables that are on both sides; a default alone touches no row and is no difference.
     *
     * @return by overlaid table, such as {@code new: a, b; gone: c; changed: d}; nothing for a table without a difference
     */
    public static Map<String, String> of(MergeSpec spec, Schema staging, Schema production) {
        Map<String, String> drift = new LinkedHashMap<>();
        for (Overlay overlay : spec.overlay().values()) {
            Optional<Table> ours = staging.table(overlay.table());
            Optional<Table> theirs = overlay.fromQuery() ? Optional.empty() : production.table(overlay.fromTable());
            if (ours.isPresent() && theirs.isPresent()) {
                String difference = difference(ours.get(), theirs.get());
                if (!difference.isEmpty()) {
                    drift.put(overlay.table(), difference);
                }
            }
        }
        return drift;
    }

    private static String difference(Table staging, Table production) {
        List<String> added =
                names(staging, column -> production.column(column.name()).isEmpty());
        List<String> gone =
                names(production, column -> staging.column(column.name()).isEmpty());
        List<String> changed = names(
                staging,
                column -> production
                        .column(column.name())
                        .filter(other -> !form(column).equals(form(other)))
                        .isPresent());
        List<String> parts = new ArrayList<>();
        part(parts, "new", added);
        part(parts, "gone", gone);
        part(parts, "changed", changed);
        return String.join("; ", parts);
    }

    private static List<String> names(Table table, java.util.function.Predicate<Column> wanted) {
        return table.columns().stream().filter(wanted).map(Column::name).toList();
    }

    private static void part(List<String> parts, String word, List<String> names) {
        if (!names.isEmpty()) {
            parts.add(word + ": " + String.join(", ", names));
        }
    }

    /** Widths of integers, the old name of utf8mb3 and MariaDB's JSON say nothing about the values. */
    private static String form(Column column) {
        boolean json = column.baseType().equals("json");
        String type = json ? "longtext" : column.type().replaceFirst("^(\\w*int|year)\\(\\d+\\)", "$1");
        String collation = json || column.baseType().equals("longtext")
                ? ""
                : column.collation().orElse("").replaceFirst("^utf8_", "utf8mb3_");
        return type + " " + collation + " " + column.nullable() + " " + column.generated();
    }
}
