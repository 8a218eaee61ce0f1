package dev.dbmerge.spec;

import dev.dbmerge.error.Position;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How production's rows of one table are laid into staging's structure of it.
 *
 * @param from another table of production, or a SELECT over its tables, whose rows come; empty for the table of the same name
 * @param where SQL condition over production's row; empty where all rows come
 * @param columns SQL expressions over production's row, by target column, in the file's order
 * @param defaults SQL expressions for a target column that production has not, or where its value is NULL
 * @param convert target columns whose values may be changed so that they fit
 * @param drop production columns that are known to be lost
 * @param keepStaging SQL condition over staging's row: these rows stay beside production's; empty where none stays
 * @param structure whose structure the target's table has
 * @param engine the storage engine of the target's table; empty for that of the structure
 * @param at where the spec says it
 */
public record Overlay(
        String table,
        Optional<String> from,
        Optional<String> where,
        Map<String, String> columns,
        Map<String, String> defaults,
        Map<String, Convert> convert,
        List<String> drop,
        Optional<String> keepStaging,
        Structure structure,
        Optional<String> engine,
        Position at) {
    public Overlay {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(where, "where");
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
        convert = Collections.unmodifiableMap(new LinkedHashMap<>(convert));
        drop = List.copyOf(drop);
        Objects.requireNonNull(keepStaging, "keepStaging");
        Objects.requireNonNull(structure, "structure");
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(at, "at");
    }

    /** Makes an overlay that maps columns and loses some, as most do. */
    public Overlay(String table, Map<String, String> columns, List<String> drop, Position at) {
        this(
                table,
                Optional.empty(),
                Optional.empty(),
                columns,
                Map.of(),
                Map.of(),
                drop,
                Optional.empty(),
                Structure.STAGING,
                Optional.empty(),
                at);
    }

    /** Tells whether production's rows come from a query instead of a table. */
    public boolean fromQuery() {
        return from.filter(text -> text.strip().matches("(?is)(\\(|(SELECT|WITH)\\b).*"))
                .isPresent();
    }

    /** Gives the table of production whose rows come; not for a query. */
    public String fromTable() {
        return from.orElse(table);
    }

    /** What may become of a value that does not fit. */
    public enum Convert {
        /** A text is cut to the column's length; a character that the column's set lacks becomes a question mark. */
        TRUNCATE,
        /** A number or a time becomes the nearest that the column holds, a label that an ENUM lacks becomes NULL. */
        NEAREST
    }

    /** Whose structure a table has. */
    public enum Structure {
        STAGING,
        PRODUCTION
    }
}
