package dev.dbmerge.internal.promote;

import dev.dbmerge.internal.schema.CodeComparison;
import dev.dbmerge.internal.schema.CodeObject;
import dev.dbmerge.internal.schema.CodeWriter;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Definers;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Step.CodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives the statements that make the target's views, routines, triggers and events those of the live database.
 *
 * <p>No server renames them. Triggers follow their tables by being dropped before and made again behind; everything else follows
 * the swap. Events of the live database rest meanwhile. What goes is made again in the database of the previous tables, at rest.
 */
final class CodeChange {
    private final Schema live;
    private final Schema target;
    private final String previous;
    private final Map<String, String> statuses;
    private final CodeWriter intoLive;
    private final CodeWriter backIntoLive;
    private final CodeWriter backIntoTarget;
    private final CodeWriter intoPrevious;
    private final CodeComparison comparison;

    /**
     * Makes it; nothing is executed.
     *
     * @param session on their server
     * @param statuses the status that each event is to have in the end
     */
    CodeChange(Session session, Schema live, Schema target, String previous, Map<String, String> statuses) {
        this.live = live;
        this.target = target;
        this.previous = previous;
        this.statuses = Map.copyOf(statuses);
        Collations collations = Collations.of(session);
        Definers definers = Definers.of(session);
        this.intoLive = new CodeWriter(session, target, live.name(), collations, definers);
        this.backIntoLive = new CodeWriter(session, live, live.name(), collations, definers);
        this.backIntoTarget = new CodeWriter(session, target, target.name(), collations, definers);
        this.intoPrevious = new CodeWriter(session, live, previous, collations, definers);
        this.comparison = new CodeComparison(live, target);
    }

    /** Lets the live events rest and takes the target's triggers off, which would act on what is caught up. */
    List<String> prepare() {
        List<String> statements = new ArrayList<>();
        enabledEvents().forEach(name -> statements.add("ALTER EVENT " + Names.quote(live.name(), name) + " DISABLE"));
        of(target, CodeKind.TRIGGERS).forEach(trigger -> statements.add(drop("TRIGGER", target.name(), trigger)));
        return statements;
    }

    /** Takes back what {@link #prepare} did. */
    List<String> undo() {
        List<String> statements = new ArrayList<>();
        statements.addAll(triggers(target, target.name(), backIntoTarget));
        enabledEvents().forEach(name -> statements.add("ALTER EVENT " + Names.quote(live.name(), name) + " ENABLE"));
        return statements;
    }

    private List<String> enabledEvents() {
        return CodeWriter.eventStatuses(live).entrySet().stream()
                .filter(event -> event.getValue().equals("ENABLE"))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Takes the triggers off the tables that leave. */
    List<String> dropLiveTriggers() {
        return of(live, CodeKind.TRIGGERS)
                .map(trigger -> drop("TRIGGER", live.name(), trigger))
                .toList();
    }

    /** Makes those again, where they are missing or not. */
    List<String> makeLiveTriggers() {
        return triggers(live, live.name(), backIntoLive);
    }

    /** Makes the triggers on the tables that have come. */
    List<String> makeTriggers() {
        return triggers(target, live.name(), intoLive);
    }

    private static List<String> triggers(Schema of, String in, CodeWriter writer) {
        return of(of, CodeKind.TRIGGERS)
                .flatMap(trigger -> Stream.concat(
                        Stream.of(drop("TRIGGER", in, trigger)), in(in, writer.statements(trigger)).stream()))
                .toList();
    }

    /** Tells whether tables of either database have triggers. */
    boolean hasTriggers() {
        return Stream.of(live, target)
                .anyMatch(schema -> of(schema, CodeKind.TRIGGERS).findAny().isPresent());
    }

    /** Makes the former triggers again on the tables that have left. */
    List<String> makePreviousTriggers() {
        return triggers(live, previous, intoPrevious);
    }

    /** Makes routines, views and events those of the target; what says the same stays. */
    List<String> afterwards() {
        List<String> statements = new ArrayList<>();
        if (!live.charset().equals(target.charset()) || !live.collation().equals(target.collation())) {
            statements.add("ALTER DATABASE " + Names.quote(live.name()) + " CHARACTER SET " + target.charset()
                    + " COLLATE " + target.collation());
        }
        for (CodeKind kind : List.of(CodeKind.ROUTINES, CodeKind.VIEWS, CodeKind.EVENTS)) {
            of(live, kind).filter(object -> !stays(object)).forEach(object -> {
                statements.add(dropOf(previous, object));
                statements.addAll(in(previous, intoPrevious.statements(object)));
            });
        }
        for (CodeKind kind : List.of(CodeKind.EVENTS, CodeKind.VIEWS, CodeKind.ROUTINES)) {
            of(live, kind)
                    .filter(object -> !stays(object))
                    .forEach(object -> statements.add(dropOf(live.name(), object)));
        }
        for (CodeKind kind : List.of(CodeKind.ROUTINES, CodeKind.VIEWS, CodeKind.EVENTS)) {
            of(target, kind).filter(object -> !isThere(object)).forEach(object -> {
                statements.add(dropOf(live.name(), object));
                statements.addAll(in(live.name(), intoLive.statements(object)));
            });
        }
        of(target, CodeKind.EVENTS)
                .filter(event -> statuses.getOrDefault(event.name(), "").equals("ENABLE"))
                .forEach(event -> statements.add("ALTER EVENT " + Names.quote(live.name(), event.name()) + " ENABLE"));
        for (CodeKind kind : List.of(CodeKind.EVENTS, CodeKind.VIEWS, CodeKind.ROUTINES)) {
            of(target, kind).forEach(object -> statements.add(dropOf(target.name(), object)));
        }
        return statements;
    }

    /** Names the views of the live database as it will be, to be looked at. */
    List<String> views() {
        return of(target, CodeKind.VIEWS).map(CodeObject::name).toList();
    }

    /** Tells whether a live object stays because the target's says the same. */
    private boolean stays(CodeObject object) {
        Optional<CodeObject> other = comparison.counterpart(object);
        return other.isPresent() && comparison.sayTheSame(object, other.get());
    }

    private boolean isThere(CodeObject object) {
        return live.code().stream()
                .anyMatch(known -> known.kind() == object.kind() && known.name().equals(object.name()) && stays(known));
    }

    private static Stream<CodeObject> of(Schema schema, CodeKind kind) {
        return schema.code().stream().filter(object -> object.kind() == kind);
    }

    private static List<String> in(String schema, List<String> statements) {
        List<String> all = new ArrayList<>(List.of("USE " + Names.quote(schema)));
        all.addAll(statements);
        return all;
    }

    private static String drop(String what, String schema, CodeObject object) {
        return "DROP " + what + " IF EXISTS " + Names.quote(schema, object.name());
    }

    private static String dropOf(String schema, CodeObject object) {
        if (object.kind() != CodeKind.ROUTINES) {
            return drop(object.kind().singular().toUpperCase(Locale.ROOT), schema, object);
        }
        int blank = object.name().lastIndexOf(' ');
        return "DROP " + object.name().substring(0, blank) + " IF EXISTS "
                + Names.quote(schema, object.name().substring(blank + 1));
    }
}
