package dev.dbmerge.internal.schema;

import dev.dbmerge.plan.Step.CodeKind;
import java.util.Objects;

/**
 * A view, routine, trigger or event.
 *
 * @param name its name; for a routine behind {@code PROCEDURE } or {@code FUNCTION }
 * @param createSql what SHOW CREATE prints
 * @param sqlMode the mode that its body was written for; empty for a view
 * @param definer as {@code user@host}
 * @param collation the connection's collation that literals in its body have; empty for the session's own
 * @param timeZone the zone that an event's times are in; empty for anything else
 */
public record CodeObject(
        CodeKind kind,
        String name,
        String createSql,
        String sqlMode,
        String definer,
        String collation,
        String timeZone) {
    public CodeObject {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(createSql, "createSql");
        Objects.requireNonNull(sqlMode, "sqlMode");
        Objects.requireNonNull(definer, "definer");
        Objects.requireNonNull(collation, "collation");
        Objects.requireNonNull(timeZone, "timeZone");
    }

    /** Makes one for a session's own collation. */
    public CodeObject(CodeKind kind, String name, String createSql, String sqlMode, String definer) {
        this(kind, name, createSql, sqlMode, definer, "", "");
    }

    /** Gives the same with another text. */
    CodeObject saying(String sql) {
        return new CodeObject(kind, name, sql, sqlMode, definer, collation, timeZone);
    }

    /** Gives {@code trigger audit} or {@code FUNCTION tax}, as errors and findings spell it. */
    public String title() {
        return switch (kind) {
            case VIEWS -> "view " + name;
            case TRIGGERS -> "trigger " + name;
            case EVENTS -> "event " + name;
            case ROUTINES -> name;
        };
    }
}
