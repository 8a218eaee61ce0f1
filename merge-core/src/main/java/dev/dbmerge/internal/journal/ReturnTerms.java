package dev.dbmerge.internal.journal;

import java.util.List;
import java.util.Objects;

/**
 * What a swap leaves to be known of one table, so that it can be taken back.
 *
 * @param form changes with the structure of the table that left; empty where none of that name did
 * @param why nothing is carried back, in a clause; empty where something is
 * @param columns by their names; which ones the treatment says
 */
public record ReturnTerms(String name, String form, Treatment treatment, List<String> columns, String why) {
    public ReturnTerms {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(treatment, "treatment");
        columns = List.copyOf(columns);
        Objects.requireNonNull(why, "why");
    }

    /** What of the rows that came is what left. */
    public enum Treatment {
        /** All rows, in all columns. */
        ALL,
        /** Rows of the same key, but for the columns whose values a mapping or a rule changed. */
        BY_KEY,
        /** The columns alone. */
        COLUMNS,
        /** Nothing. */
        NONE
    }
}
