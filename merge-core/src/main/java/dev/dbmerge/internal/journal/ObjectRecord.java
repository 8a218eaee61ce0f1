package dev.dbmerge.internal.journal;

import dev.dbmerge.internal.hash.RowSum;
import java.util.Objects;

/**
 * What a journal says of a table or of stored code of its database, as the run left it.
 *
 * @param kind {@link #TABLE}, {@link #ROUTINE}, {@code view}, {@code trigger} or {@code event}
 * @param name that of a routine begins with its type, as in {@code FUNCTION tax}
 * @param form changes with what the server prints of it
 * @param sum of a table's rows; {@link RowSum#ZERO} of stored code
 */
public record ObjectRecord(String kind, String name, String form, RowSum sum) {
    /** The kind of a table. */
    public static final String TABLE = "table";

    /** The kind of a procedure, a function or a package. */
    public static final String ROUTINE = "routine";

    public ObjectRecord {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(sum, "sum");
    }

    /** Tells whether it is a table. */
    public boolean isTable() {
        return kind.equals(TABLE);
    }

    /** Gives what tells it apart from others. */
    public String title() {
        return kind.equals(ROUTINE) ? name : kind + " " + name;
    }
}
