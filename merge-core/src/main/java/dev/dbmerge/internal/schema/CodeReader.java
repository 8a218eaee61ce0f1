package dev.dbmerge.internal.schema;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Grants;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.ServerVersion;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Step.CodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Record;

/** Reads a schema's views, routines, triggers and events by SHOW CREATE, and lists what the account may not see. */
final class CodeReader {
    private final Session session;
    private final String schema;
    private final Grants grants;
    private final List<String> hidden = new ArrayList<>();

    CodeReader(Session session, String schema) {
        this.session = session;
        this.schema = schema;
        this.grants = Grants.read(session);
    }

    /** Gives routines, views, triggers, events, each kind in the order in which it can be made. */
    List<CodeObject> code() {
        session.execute("make " + schema + " the default database", "USE " + Names.quote(schema));
        require("SELECT", "tables");
        require("TRIGGER", "triggers");
        require("EVENT", "events");
        requireRoutines();
        List<CodeObject> code = new ArrayList<>(routines());
        code.addAll(ViewOrder.sort(views()));
        code.addAll(triggers());
        code.addAll(events());
        return code;
    }

    /** Gives what may exist unseen; to be asked after {@link #code}. */
    List<String> hidden() {
        return List.copyOf(hidden);
    }

    private void require(String privilege, String what) {
        if (!grants.on(schema, privilege)) {
            hidden.add(what + " (" + grant(privilege, Names.quote(schema) + ".*") + ")");
        }
    }

    private String grant(String privilege, String on) {
        return "GRANT " + privilege + " ON " + on + " TO " + grants.account();
    }

    /** Each product and age has its own privilege for reading the bodies of others' routines. */
    private void requireRoutines() {
        ServerVersion version = session.server().version();
        String everySchema = "*.*";
        if (version.product() == Product.MARIADB || !version.mysqlAtLeast(8, 0, 0)) {
            boolean may = grants.on("mysql", "proc", "SELECT") || grants.on(schema, "SHOW CREATE ROUTINE");
            hide(
                    may,
                    version.mariadbAtLeast(11, 3, 0)
                            ? grant("SHOW CREATE ROUTINE", Names.quote(schema) + ".*")
                            : grant("SELECT", "`mysql`.`proc`"));
        } else {
            boolean may = grants.everywhere("SELECT") || grants.everywhere("SHOW_ROUTINE");
            hide(may, grant(version.mysqlAtLeast(8, 0, 20) ? "SHOW_ROUTINE" : "SELECT", everySchema));
        }
    }

    private void hide(boolean may, String remedy) {
        if (!may) {
            hidden.add("routines (" + remedy + ")");
        }
    }

    private List<CodeObject> routines() {
        List<CodeObject> routines = new ArrayList<>();
        for (Record row : fetch(
                "routines",
                "SELECT ROUTINE_TYPE, ROUTINE_NAME, DEFINER FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ?"
                        + " ORDER BY ROUTINE_TYPE, ROUTINE_NAME")) {
            String type = row.get(0, String.class);
            String name = row.get(1, String.class);
            // Name, sql_mode, text, character_set_client, collation_connection, Database Collation
            show(type, name)
                    .ifPresent(shown -> routines.add(
                            object(CodeKind.ROUTINES, type + " " + name, shown, 2, 1, row.get(2, String.class), 4)));
        }
        return routines;
    }

    private List<CodeObject> views() {
        List<Record> rows = fetch(
                "views",
                "SELECT TABLE_NAME, DEFINER FROM information_schema.VIEWS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME");
        if (!rows.isEmpty() && !grants.on(schema, "SHOW VIEW")) {
            require("SHOW VIEW", "view bodies");
            return List.of();
        }
        List<CodeObject> views = new ArrayList<>();
        for (Record row : rows) {
            String name = row.get(0, String.class);
            // View, text, character_set_client, collation_connection
            show("VIEW", name)
                    .ifPresent(shown ->
                            views.add(object(CodeKind.VIEWS, name, shown, 1, -1, row.get(1, String.class), 3)));
        }
        return views;
    }

    private List<CodeObject> triggers() {
        List<CodeObject> triggers = new ArrayList<>();
        for (Record row : fetch(
                "triggers",
                "SELECT TRIGGER_NAME, DEFINER, EVENT_OBJECT_TABLE FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ?"
                        + " ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER")) {
            String name = row.get(0, String.class);
            if (!row.get(2, String.class).startsWith(Schema.JOURNAL_PREFIX)) {
                show("TRIGGER", name)
                        .ifPresent(shown -> triggers.add(
                                object(CodeKind.TRIGGERS, name, shown, 2, 1, row.get(1, String.class), 4)));
            }
        }
        return triggers;
    }

    private List<CodeObject> events() {
        List<CodeObject> events = new ArrayList<>();
        for (Record row : fetch(
                "events",
                "SELECT EVENT_NAME, DEFINER FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ? ORDER BY EVENT_NAME")) {
            String name = row.get(0, String.class);
            // Event, sql_mode, time_zone, text, character_set_client, collation_connection, Database Collation
            show("EVENT", name)
                    .ifPresent(shown ->
                            events.add(object(CodeKind.EVENTS, name, shown, 3, 1, row.get(1, String.class), 5)));
        }
        return events;
    }

    /** A text that the account may not read is NULL, or an error; it goes to what is hidden. */
    private Optional<Record> show(String type, String name) {
        String what = type.toLowerCase(Locale.ROOT) + " " + name;
        try {
            Record row = session.fetch("read " + what, "SHOW CREATE " + type + " " + Names.quote(schema, name))
                    .get(0);
            int text = type.equals("VIEW") ? 1 : type.equals("EVENT") ? 3 : 2;
            if (row.get(text) != null) {
                return Optional.of(row);
            }
        } catch (MergeException e) {
            if (e.code() != ErrorCode.PRIVILEGE) {
                throw e;
            }
        }
        hidden.add("the body of " + what + " (a GRANT beyond SELECT to " + grants.account() + ")");
        return Optional.empty();
    }

    private static CodeObject object(
            CodeKind kind, String name, Record shown, int text, int sqlMode, String definer, int collation) {
        return new CodeObject(
                kind,
                name,
                shown.get(text, String.class),
                sqlMode < 0 ? "" : shown.get(sqlMode, String.class),
                definer,
                shown.get(collation, String.class),
                kind == CodeKind.EVENTS ? shown.get(2, String.class) : "");
    }

    private List<Record> fetch(String what, String query) {
        return session.fetch("read the " + what + " of " + schema, query, schema);
    }
}
