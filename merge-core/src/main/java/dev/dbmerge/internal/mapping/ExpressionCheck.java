package dev.dbmerge.internal.mapping;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.spec.Overlay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets production's server read the SQL that the spec holds for one table, without a row, so that a slip is told by its key. */
final class ExpressionCheck {
    private final Session session;
    private final Relation relation;

    ExpressionCheck(Session session, Relation relation) {
        this.session = session;
        this.relation = relation;
    }

    /** Gives what the server does not take; one query where it takes everything. */
    List<Refusal> refusals(Overlay overlay) {
        String key = "overlay." + overlay.table();
        List<Refusal> refusals = new ArrayList<>();
        overlay.where().ifPresent(where -> {
            Relation all = relation.where(java.util.Optional.empty());
            check(key + ".where", "SELECT 1 " + all.sql(where) + " LIMIT 0", refusals);
        });
        if (!refusals.isEmpty()) {
            return refusals;
        }
        Map<String, String> expressions = new LinkedHashMap<>();
        overlay.columns().forEach((column, sql) -> expressions.put(key + ".columns." + column, sql));
        overlay.defaults().forEach((column, sql) -> expressions.put(key + ".default." + column, sql));
        if (expressions.isEmpty() || takes(List.copyOf(expressions.values()))) {
            return refusals;
        }
        expressions.forEach((where, sql) -> check(where, select(List.of(sql)), refusals));
        return refusals;
    }

    /** Gives what the server says of a condition that it does not take. */
    List<Refusal> refusals(String key, String condition) {
        List<Refusal> refusals = new ArrayList<>();
        check(key, "SELECT 1 " + relation.sql(condition) + " LIMIT 0", refusals);
        return refusals;
    }

    private boolean takes(List<String> expressions) {
        List<Refusal> refused = new ArrayList<>();
        check("", select(expressions), refused);
        return refused.isEmpty();
    }

    private String select(List<String> expressions) {
        List<String> columns = expressions.stream().map(sql -> "(" + sql + ")").toList();
        return "SELECT " + String.join(", ", columns) + " " + relation.sql() + " LIMIT 0";
    }

    private void check(String key, String query, List<Refusal> refusals) {
        try {
            session.in(relation.schema(), () -> session.number("read " + key + " of the spec", query));
        } catch (MergeException e) {
            if (e.code() != ErrorCode.STEP && e.code() != ErrorCode.PRIVILEGE) {
                throw e;
            }
            refusals.add(new Refusal(key, e.problem()));
        }
    }
}
