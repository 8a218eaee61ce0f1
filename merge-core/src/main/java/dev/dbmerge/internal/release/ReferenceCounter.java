package dev.dbmerge.internal.release;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.server.Streams;
import dev.dbmerge.plan.ReferenceForecast;
import dev.dbmerge.spec.ReleaseReference;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts the rows of one target that would point at nothing in another's: by one query where one session can read both, else by
 * two ordered streams that are read side by side, in memory that does not grow.
 *
 * <p>Values meet as numbers where both columns are, else as the bytes of their text in UTF-8, so that no collation decides.
 */
final class ReferenceCounter {
    private static final int SHOWN = 5;
    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "numeric");

    private final ReleaseReference reference;
    private final Side child;
    private final Side parent;

    ReferenceCounter(ReleaseReference reference, Side child, Side parent) {
        this.reference = reference;
        this.child = child;
        this.parent = parent;
    }

    ReferenceForecast count() {
        String text = reference.text();
        Column from = child.column(reference.table(), reference.column(), text);
        Column to = parent.column(reference.toTable(), reference.toColumn(), text);
        boolean numbers = NUMBERS.contains(from.baseType()) && NUMBERS.contains(to.baseType());
        List<String> key = child.key(reference.table(), from.name());
        List<String> read = new ArrayList<>(key);
        read.add(from.name());
        Optional<String> children = child.select(reference.table(), read);
        Optional<String> parents = parent.select(reference.toTable(), List.of(to.name()));
        if (children.isEmpty() || parents.isEmpty()) {
            String table = children.isEmpty() ? reference.table() : reference.toTable();
            return new ReferenceForecast(
                    text, OptionalLong.empty(), List.of(), "what " + table + " will hold is known to the run alone");
        }
        String pointing = "SELECT " + value(from, numbers) + " AS v, " + keyText(key) + " AS k FROM (" + children.get()
                + ") AS c WHERE c." + Names.quote(from.name()) + " IS NOT NULL";
        String pointedAt = "SELECT DISTINCT " + value(to, numbers) + " AS v FROM (" + parents.get() + ") AS c WHERE c."
                + Names.quote(to.name()) + " IS NOT NULL";
        Session here = child.session(reference.table());
        Session there = parent.session(reference.toTable());
        if (here.server().isSameAs(there.server())) {
            Optional<ReferenceForecast> found = together(here, pointing, pointedAt);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return sideBySide(here, pointing, there, pointedAt, numbers);
    }

    private static String value(Column column, boolean number) {
        String name = "c." + Names.quote(column.name());
        return number
                ? "CAST(" + name + " AS DECIMAL(65, 20))"
                : "CAST(CONVERT(CONCAT(" + name + ") USING utf8mb4) AS BINARY)";
    }

    private static String keyText(List<String> key) {
        return key.stream()
                .map(name -> "c." + Names.quote(name))
                .collect(Collectors.joining(", ", "CONCAT_WS(', ', ", ")"));
    }

    /** Nothing where the one account may not read what the other may. */
    private Optional<ReferenceForecast> together(Session session, String pointing, String pointedAt) {
        String orphans =
                " FROM (" + pointing + ") AS a LEFT JOIN (" + pointedAt + ") AS b ON a.v = b.v WHERE b.v IS NULL";
        String doing = "count the orphans of " + reference.text();
        try {
            long count = session.number(doing, "SELECT COUNT(*)" + orphans);
            List<String> keys = count == 0
                    ? List.of()
                    : session.fetch(doing, "SELECT a.k" + orphans + " ORDER BY a.v, a.k LIMIT " + SHOWN).stream()
                            .map(row -> row.get(0, String.class))
                            .toList();
            return Optional.of(new ReferenceForecast(reference.text(), OptionalLong.of(count), keys, ""));
        } catch (MergeException e) {
            if (e.code() == ErrorCode.PRIVILEGE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ReferenceForecast sideBySide(
            Session here, String pointing, Session there, String pointedAt, boolean numbers) {
        long orphans = 0;
        List<String> keys = new ArrayList<>();
        Session session = there;
        try (Session mine = here.server().open();
                Session theirs = there.server().open();
                Statement left = Streams.statement(mine);
                Statement right = Streams.statement(theirs);
                ResultSet children = left.executeQuery(pointing + " ORDER BY v, k");
                ResultSet parents = right.executeQuery(pointedAt + " ORDER BY v")) {
            session = here;
            boolean more = parents.next();
            while (children.next()) {
                while (more && compare(parents, children, numbers) < 0) {
                    more = parents.next();
                }
                if (!more || compare(parents, children, numbers) > 0) {
                    orphans++;
                    if (keys.size() < SHOWN) {
                        keys.add(children.getString(2));
                    }
                }
            }
        } catch (SQLException e) {
            throw session.failure("count the orphans of " + reference.text(), e);
        }
        return new ReferenceForecast(reference.text(), OptionalLong.of(orphans), keys, "");
    }

    private static int compare(ResultSet parents, ResultSet children, boolean numbers) throws SQLException {
        if (numbers) {
            BigDecimal parent = parents.getBigDecimal(1);
            return parent.compareTo(children.getBigDecimal(1));
        }
        return Arrays.compareUnsigned(parents.getBytes(1), children.getBytes(1));
    }
}
