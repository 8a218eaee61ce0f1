package dev.dbmerge.internal.mapping;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.spec.Overlay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lets production's server read the SQL that the spec holds for one table, without a row, so that a slip is told by its key. */
final class ExpressionCheck {
    private final Session session;
    private final Relation relation;

    ExpressionCheck(Session session, Relation relation) {
        this.session = session;
        this.relation = relation;
    }

    /** SQL of the spec and its place below the overlaid table. */
    private record Place(String table, String part, Optional<String> column, String sql) {
        String key() {
            return "overlay." + table + "." + part
                    + column.map(name -> "." + name).orElse("");
        }
    }

    /** Gives what the server does not take; one query where it takes everything. */
    List<Refusal> refusals(Overlay overlay) {
        Optional<Refusal> where = overlay.where()
                .flatMap(sql -> condition(
                        new Place(overlay.table(), "where", Optional.empty(), sql), relation.where(Optional.empty())));
        if (where.isPresent()) {
            return List.of(where.get());
        }
        List<Place> places = new ArrayList<>();
        overlay.columns()
                .forEach((column, sql) -> places.add(new Place(overlay.table(), "columns", Optional.of(column), sql)));
        overlay.defaults()
                .forEach((column, sql) -> places.add(new Place(overlay.table(), "default", Optional.of(column), sql)));
        if (places.isEmpty() || refused("the spec", select(places)).isEmpty()) {
            return List.of();
        }
        return places.stream()
                .flatMap(place -> refusal(place, select(List.of(place))).stream())
                .toList();
    }

    /** Gives what the server says of the condition on rows that stay, if it does not take it. */
    Optional<Refusal> refusal(Overlay overlay, String keepStaging) {
        return condition(new Place(overlay.table(), "keep-staging", Optional.empty(), keepStaging), relation);
    }

    private Optional<Refusal> condition(Place place, Relation rows) {
        return refusal(place, "SELECT 1 " + rows.sql(place.sql()) + " LIMIT 0");
    }

    private String select(List<Place> places) {
        return places.stream()
                .map(place -> "(" + place.sql() + ")")
                .collect(Collectors.joining(", ", "SELECT ", " " + relation.sql() + " LIMIT 0"));
    }

    private Optional<Refusal> refusal(Place place, String query) {
        return refused(place.key() + " of the spec", query)
                .map(problem -> new Refusal(place.key(), place.part(), place.column(), problem));
    }

    private Optional<String> refused(String what, String query) {
        try {
            session.in(relation.schema(), () -> session.number("read " + what, query));
            return Optional.empty();
        } catch (MergeException e) {
            if (e.code() != ErrorCode.STEP && e.code() != ErrorCode.PRIVILEGE) {
                throw e;
            }
            return Optional.of(e.problem());
        }
    }
}
