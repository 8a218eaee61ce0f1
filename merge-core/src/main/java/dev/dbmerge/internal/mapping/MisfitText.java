package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import java.util.List;
import java.util.Locale;

/** Says in a sentence what does not fit. */
public final class MisfitText {
    private MisfitText() {}

    /** Gives the sentence: how many rows, of what, against what, and some of their keys. */
    public static String problem(Misfit misfit, Relation rows, Table target) {
        String count = String.format(Locale.ROOT, "%,d", misfit.rows());
        boolean one = misfit.rows() == 1;
        return switch (misfit.kind()) {
            case VALUE ->
                count + (one ? " value" : " values")
                        + " of production's rows would be changed or refused by staging's type of " + misfit.subject()
                        + " (" + type(misfit.column().orElseThrow()) + ")" + keys(misfit, rows.table()) + ".";
            case NULL ->
                count + (one ? " row" : " rows") + " of production's "
                        + rows.table().name() + (one ? " has" : " have")
                        + " no value for " + misfit.subject() + " ("
                        + type(misfit.column().orElseThrow())
                        + "), which must have one in staging" + keys(misfit, rows.table()) + ".";
            case CHECK ->
                count + (one ? " row" : " rows") + " of production's "
                        + rows.table().name() + (one ? " does" : " do") + " not meet staging's check "
                        + misfit.subject() + keys(misfit, target) + ".";
            case DUPLICATE ->
                count + (one ? " row" : " rows") + " of production's "
                        + rows.table().name()
                        + (one ? " has" : " have") + " the same key as another in staging's "
                        + (misfit.subject().endsWith(".PRIMARY") ? "primary key" : "unique key " + misfit.subject())
                        + (misfit.keys().isEmpty() ? "" : ": " + keyName(target) + String.join("; ", misfit.keys()))
                        + ".";
        };
    }

    private static String type(Column column) {
        return column.type() + column.charset().map(charset -> " in " + charset).orElse("");
    }

    private static String keys(Misfit misfit, Table table) {
        List<String> keys = misfit.keys();
        return keys.isEmpty()
                ? ""
                : ", " + keyName(table) + String.join("; ", keys) + (misfit.rows() > keys.size() ? " and others" : "");
    }

    private static String keyName(Table table) {
        return table.primaryKey()
                .map(Key::columns)
                .map(columns -> String.join(", ", columns) + " ")
                .orElse("");
    }
}
