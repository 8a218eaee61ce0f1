package dev.dbmerge.internal.mapping;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.Token;
import dev.dbmerge.spec.Overlay;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Finds the rows of production that each overlaid table takes. */
public final class Relations {
    /** The type of a query's column, of which the server tells too little; its values are asked for all that matters. */
    public static final String COMPUTED = "computed";

    /** No table takes rows that are known. */
    public static final Relations NONE = new Relations(Map.of());

    private final Map<String, Relation> relations;

    private Relations(Map<String, Relation> relations) {
        this.relations = Map.copyOf(relations);
    }

    /**
     * Reads the columns of the queries; a table that is not there has no relation.
     *
     * @param session on production's server
     */
    public static Relations read(Iterable<Overlay> overlays, Schema production, Session session) {
        Map<String, Relation> relations = new LinkedHashMap<>();
        for (Overlay overlay : overlays) {
            Optional<Relation> relation = overlay.fromQuery()
                    ? Optional.of(query(overlay, production, session))
                    : ofTable(overlay, production);
            relation.ifPresent(found -> relations.put(overlay.table(), found.where(overlay.where())));
        }
        return new Relations(relations);
    }

    /** Gives the relations of overlays that take tables, without a server; one that takes a query has none. */
    public static Relations ofTables(Iterable<Overlay> overlays, Schema production) {
        Map<String, Relation> relations = new LinkedHashMap<>();
        for (Overlay overlay : overlays) {
            ofTable(overlay, production)
                    .ifPresent(found -> relations.put(overlay.table(), found.where(overlay.where())));
        }
        return new Relations(relations);
    }

    /** Gives the rows that an overlaid table takes; empty where production does not have them. */
    public Optional<Relation> of(String table) {
        return Optional.ofNullable(relations.get(table));
    }

    /** Gives the tables of production that an overlay reads; those of a query by their names in its text. */
    public static Set<String> tables(Overlay overlay, Schema production) {
        if (!overlay.fromQuery()) {
            return production.table(overlay.fromTable()).isPresent() ? Set.of(overlay.fromTable()) : Set.of();
        }
        Set<String> tables = new TreeSet<>();
        SqlText.tokens(overlay.from().orElseThrow()).stream()
                .filter(Token::isName)
                .map(Token::name)
                .forEach(name -> production.tables().keySet().stream()
                        .filter(name::equalsIgnoreCase)
                        .forEach(tables::add));
        return tables;
    }

    private static Optional<Relation> ofTable(Overlay overlay, Schema production) {
        return overlay.fromQuery()
                ? Optional.empty()
                : production.table(overlay.fromTable()).map(table -> Relation.of(production.name(), table));
    }

    private static Relation query(Overlay overlay, Schema production, Session session) {
        String from = "(" + overlay.from().orElseThrow() + "\n) AS " + Names.quote(overlay.table());
        String doing = "read the columns of overlay." + overlay.table() + ".from";
        return session.in(production.name(), () -> {
            try {
                session.number(doing, "SELECT 1 FROM " + from + " LIMIT 0");
            } catch (MergeException e) {
                throw refused(overlay, e);
            }
            try (Statement statement = session.connection().createStatement()) {
                statement.setEscapeProcessing(false);
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + from + " LIMIT 0")) {
                    Table columns = table(overlay.table(), rows.getMetaData());
                    return new Relation(production.name(), columns, from, Optional.empty());
                }
            } catch (SQLException e) {
                throw session.failure(doing, e);
            }
        });
    }

    private static MergeException refused(Overlay overlay, MergeException e) {
        if (e.code() != ErrorCode.STEP && e.code() != ErrorCode.PRIVILEGE) {
            return e;
        }
        return new RefusedException(
                ErrorCode.OVERLAY_COLUMN_UNKNOWN,
                "The query under overlay." + overlay.table() + ".from is not taken: " + e.problem(),
                "Mend it; it may name tables of production.");
    }

    private static Table table(String name, ResultSetMetaData shape) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= shape.getColumnCount(); i++) {
            columns.add(new Column(
                    shape.getColumnLabel(i),
                    COMPUTED,
                    COMPUTED,
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    Optional.empty(),
                    false,
                    false,
                    false));
        }
        return new Table(name, "InnoDB", "", 0, OptionalLong.empty(), columns, List.of(), List.of(), "");
    }
}
