package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.mapping.TargetStructure;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import dev.dbmerge.spec.TableDecision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says where the rows are that a table of the target will hold, and which session can read those of several tables at once. */
public final class TargetRows {
    private final MergeSpec spec;
    private final Schema target;
    private final Schema staging;
    private final Schema production;
    private final Session stagingSession;
    private final Session productionSession;
    private final boolean oneServer;
    private final MappedTables mapped;
    private final Map<String, Boolean> readable = new HashMap<>();
    private final Map<Session, String> used = new HashMap<>();

    /**
     * Makes it.
     *
     * @param mapped gives the queries
     * @param target the structure that the target is to have
     * @param oneServer whether both sources are on one server
     */
    TargetRows(
            MergeSpec spec,
            MappedTables mapped,
            Schema target,
            Schema staging,
            Schema production,
            Session stagingSession,
            Session productionSession,
            boolean oneServer) {
        this.spec = spec;
        this.target = target;
        this.staging = staging;
        this.production = production;
        this.stagingSession = stagingSession;
        this.productionSession = productionSession;
        this.oneServer = oneServer;
        this.mapped = mapped;
    }

    /** Reads what overlays by queries take, and gives the rows that a spec makes of two sources. */
    public static TargetRows of(
            MergeSpec spec,
            Schema staging,
            Schema production,
            Session stagingSession,
            Session productionSession,
            boolean oneServer) {
        Schema target = TargetStructure.of(spec, staging, production);
        Relations relations = relations(spec, production, productionSession);
        MappedTables mapped = new MappedTables(spec, target, relations, Collations.of(productionSession));
        return new TargetRows(spec, mapped, target, staging, production, stagingSession, productionSession, oneServer);
    }

    /** What migrations make of production's rows before the overlay, they alone know. */
    static Relations relations(MergeSpec spec, Schema production, Session session) {
        return spec.migrations().run().isPresent()
                ? Relations.NONE
                : Relations.read(spec.overlay().values(), production, session);
    }

    /** Gives the structure that the target is to have. */
    public Schema target() {
        return target;
    }

    /** Gives production's structure. */
    Schema production() {
        return production;
    }

    /** Tells whether production's rows will be in a table. */
    boolean overlaid(String table) {
        return spec.overlay().containsKey(table);
    }

    /** Tells whether a table will have no rows. */
    boolean emptied(String table) {
        return Optional.ofNullable(spec.tables().get(table))
                .map(TableDecision::content)
                .filter(content -> content == TableDecision.Content.EMPTY)
                .isPresent();
    }

    /** Tells whether a table's rows will be others than in staging. */
    public boolean changed(String table) {
        return overlaid(table) || emptied(table);
    }

    /** Gives the schema that a table's rows come from. */
    Schema source(String table) {
        return overlaid(table) ? production : staging;
    }

    /** Gives the other source than the one that a table's rows come from. */
    Schema otherSource(String table) {
        return overlaid(table) ? staging : production;
    }

    /**
     * Gives a query of the rows that a table will hold.
     *
     * @param read the columns that are asked for
     * @return empty where no source can answer it
     */
    public Optional<String> select(String table, Set<String> read) {
        if (keepsStaging(table)) {
            return Optional.empty();
        }
        Optional<String> select = mapped.select(table, read);
        if (!emptied(table)) {
            return select;
        }
        List<String> names = target.table(table).orElseThrow().columns().stream()
                .map(Column::name)
                .toList();
        return select.map(text -> "SELECT " + Names.quoteAll(names) + " FROM (" + text + ") AS emptied WHERE 1 = 0");
    }

    /** Tells whether the source that a table's rows are to come from has them. */
    boolean has(String table) {
        return mapped.select(table, Set.of()).isPresent();
    }

    /** Rows of both sources are in one table, so that no query of one of them gives all. */
    private boolean keepsStaging(String table) {
        return Optional.ofNullable(spec.overlay().get(table))
                .flatMap(Overlay::keepStaging)
                .isPresent();
    }

    /** Gives the session of the source that a table's rows come from. */
    public Session home(String table) {
        return session(source(table));
    }

    /** Gives the session of a source. */
    Session session(Schema source) {
        return source == production ? productionSession : stagingSession;
    }

    /**
     * Gives a session that reads the rows of all these tables of sources; it then has production's database as its own where
     * production is among them.
     *
     * @param places pairs of source and table
     */
    Optional<Session> reading(List<Place> places) {
        for (Session session : List.of(productionSession, stagingSession)) {
            if (places.stream().allMatch(place -> reads(session, place))) {
                boolean ours = places.stream().noneMatch(place -> place.source() == production);
                Schema own = ours ? staging : production;
                use(session, own);
                return Optional.of(session);
            }
        }
        return Optional.empty();
    }

    /** Makes a database the session's own, for names without one in the spec's expressions. */
    void use(Session session, Schema own) {
        if (!own.name().equals(used.put(session, own.name()))) {
            session.execute("use " + own.name(), "USE " + Names.quote(own.name()));
        }
    }

    /** Makes the database that a table's rows come from its session's own. */
    public void useHome(String table) {
        use(home(table), source(table));
    }

    /** A table of one source. */
    record Place(Schema source, String table) {
        @Override
        public String toString() {
            return source.name() + "." + table;
        }
    }

    private boolean reads(Session session, Place place) {
        return session == session(place.source())
                || oneServer
                        && (wholeReadable(session, place.source())
                                || !place.table().isEmpty()
                                        && readable.computeIfAbsent(
                                                session.server().role() + " " + place,
                                                key -> tried(session, place.source(), List.of(place.table()))));
    }

    /** One question about all tables of a source, since an account mostly may read all or none. */
    private boolean wholeReadable(Session session, Schema source) {
        return readable.computeIfAbsent(
                session.server().role() + " " + source.name(),
                key -> tried(session, source, List.copyOf(source.tables().keySet())));
    }

    private static boolean tried(Session session, Schema source, List<String> tables) {
        String query = tables.stream()
                .map(table -> "(SELECT 1 FROM " + Names.quote(source.name(), table) + " LIMIT 0)")
                .collect(Collectors.joining(" UNION ALL "));
        try {
            session.number("see whether " + source.name() + " can be read", query);
            return true;
        } catch (MergeException e) {
            if (e.code() == ErrorCode.PRIVILEGE) {
                return false;
            }
            throw e;
        }
    }

    /** Gives the place of a table's rows; for a query it has no table's name. */
    Place place(String table) {
        if (!overlaid(table)) {
            return new Place(staging, table);
        }
        Overlay overlay = spec.overlay().get(table);
        return new Place(production, overlay.fromQuery() ? "" : overlay.fromTable());
    }
}
