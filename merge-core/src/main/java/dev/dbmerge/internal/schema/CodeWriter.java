package dev.dbmerge.internal.schema;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Step.CodeKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes staging's views, routines, triggers and events in the target, each with its own SQL mode; events do not run.
 *
 * <p>What a body names in staging it names in the target; strings and comments stay as they are.
 */
public final class CodeWriter {
    private static final List<String> SETTINGS = List.of("sql_mode", "collation_connection", "time_zone");

    private final Session session;
    private final Schema staging;
    private final String target;
    private final Collations collations;
    private final Definers definers;
    private final Set<String> objects;

    /**
     * Makes a writer.
     *
     * @param session one on the target's server; its default database becomes the target
     */
    public CodeWriter(Session session, Schema staging, String target, Collations collations, Definers definers) {
        this.session = session;
        this.staging = staging;
        this.target = target;
        this.collations = collations;
        this.definers = definers;
        this.objects = objects(staging);
    }

    /**
     * Makes the objects of one kind; afterwards the session's settings are as before.
     *
     * @return how many
     */
    public int write(CodeKind kind) {
        List<CodeObject> wanted =
                staging.code().stream().filter(object -> object.kind() == kind).toList();
        if (wanted.isEmpty()) {
            return 0;
        }
        List<String> before = SETTINGS.stream().map(this::setting).toList();
        session.execute("make " + target + " the default database", "USE " + Names.quote(target));
        try {
            make(wanted);
        } finally {
            for (int i = 0; i < SETTINGS.size(); i++) {
                String name = SETTINGS.get(i);
                session.execute("set " + name, set(name, before.get(i)));
            }
        }
        return wanted.size();
    }

    /** Gives the statement that makes an object of a schema in another database, without its definer. */
    public static String statement(CodeObject object, Schema schema, String database, Collations collations) {
        CodeText text = new CodeText(object)
                .moved(schema.name(), database, objects(schema))
                .spelled(collations)
                .withoutDefiner();
        return object.kind() == CodeKind.EVENTS ? text.disabled().sql() : text.sql();
    }

    /** Gives the statement with the database before the names that it makes or hangs on, for a parser to look at. */
    public static String placed(CodeObject object, String database) {
        return new CodeText(object).withoutDefiner().placed(database).sql();
    }

    /** Gives the statement that makes the object in the target. */
    public String statement(CodeObject object) {
        CodeText text =
                new CodeText(object).moved(staging.name(), target, objects).spelled(collations);
        if (!definers.keeps(object.definer())) {
            text.withoutDefiner();
        }
        return object.kind() == CodeKind.EVENTS ? text.disabled().sql() : text.sql();
    }

    /**
     * Gives the databases other than staging that a body names, so that its copy would leave the target.
     *
     * @param databases the names that count: production's and the others on its server
     */
    public static List<String> foreignNames(CodeObject object, String staging, Collection<String> databases) {
        List<String> others = databases.stream()
                .filter(name -> !name.equalsIgnoreCase(staging))
                .toList();
        return new CodeText(object).qualifiers(others);
    }

    /** Gives the status that each event of a schema had: {@code ENABLE}, {@code DISABLE}, {@code DISABLE ON SLAVE}. */
    public static Map<String, String> eventStatuses(Schema schema) {
        Map<String, String> statuses = new TreeMap<>();
        schema.code().stream()
                .filter(object -> object.kind() == CodeKind.EVENTS)
                .forEach(event -> statuses.put(event.name(), new CodeText(event).eventStatus()));
        return statuses;
    }

    /** A view that needs one that is not there yet is made in a later round. */
    private void make(List<CodeObject> wanted) {
        List<CodeObject> left = new ArrayList<>(wanted);
        while (!left.isEmpty()) {
            List<CodeObject> refused = new ArrayList<>();
            List<MergeException> refusals = new ArrayList<>();
            for (CodeObject object : left) {
                try {
                    make(object);
                } catch (MergeException e) {
                    refused.add(object);
                    refusals.add(e);
                    if (object.kind() != CodeKind.VIEWS) {
                        throw e;
                    }
                }
            }
            if (refused.size() == left.size()) {
                throw refusals.get(0);
            }
            left = refused;
        }
    }

    private void make(CodeObject object) {
        settings(object).forEach(setting -> session.execute("prepare to create " + object.title(), setting));
        session.execute("create " + object.title() + " in " + target, statement(object));
    }

    /** Gives the statements that make the object, settings of the session first, for a session whose default database is the target. */
    public List<String> statements(CodeObject object) {
        List<String> statements = new ArrayList<>(settings(object));
        statements.add(statement(object));
        return statements;
    }

    private List<String> settings(CodeObject object) {
        List<String> settings = new ArrayList<>();
        if (object.kind() != CodeKind.VIEWS) {
            settings.add(set(
                    "sql_mode",
                    SqlModes.known(object.sqlMode(), session.server().version())));
        }
        if (!object.collation().isEmpty()) {
            settings.add(set("collation_connection", collations.collation(object.collation())));
        }
        if (!object.timeZone().isEmpty()) {
            settings.add(set("time_zone", object.timeZone()));
        }
        return settings;
    }

    private String setting(String name) {
        return session.fetch("read " + name, "SELECT @@SESSION." + name).get(0).get(0, String.class);
    }

    private static String set(String name, String value) {
        return "SET SESSION " + name + " = '" + value + "'";
    }

    private static Set<String> objects(Schema schema) {
        Set<String> objects = new HashSet<>(schema.tables().keySet());
        schema.code().stream()
                .map(object -> object.kind() == CodeKind.ROUTINES
                        ? object.name().substring(object.name().lastIndexOf(' ') + 1)
                        : object.name())
                .forEach(objects::add);
        return objects;
    }
}
