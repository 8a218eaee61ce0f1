package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gives the structure that the target is to have: staging's, but for tables of which the spec says otherwise. */
public final class TargetStructure {
    private TargetStructure() {}

    /** Puts production's structure and other engines in the place of staging's where the spec asks for it. */
    public static Schema of(MergeSpec spec, Schema staging, Schema production) {
        Map<String, Table> tables = new TreeMap<>(staging.tables());
        for (Overlay overlay : spec.overlay().values()) {
            structure(overlay, staging, production)
                    .map(table -> overlay.engine().map(table::withEngine).orElse(table))
                    .ifPresent(table -> tables.put(overlay.table(), table));
        }
        return new Schema(
                staging.name(),
                staging.charset(),
                staging.collation(),
                tables,
                staging.code(),
                staging.hidden(),
                staging.uncopied(),
                staging.sequences());
    }

    private static Optional<Table> structure(Overlay overlay, Schema staging, Schema production) {
        return overlay.structure() == Overlay.Structure.PRODUCTION
                ? production.table(overlay.fromTable()).map(table -> table.named(overlay.table()))
                : staging.table(overlay.table());
    }
}
