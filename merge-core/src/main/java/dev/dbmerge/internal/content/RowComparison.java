package dev.dbmerge.internal.content;

import dev.dbmerge.internal.hash.RowHash;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.server.Streams;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the rows of one table in which production differs from staging.
 *
 * <p>One scan on each side adds hashes up; only where the sums differ two streams in the order of the key are read side by side,
 * in constant memory, whether the sides are on one server or on two.
 */
final class RowComparison {
    private static final int KEYS = 5;
    private static final long SMALL = 10_000;

    private final Side staging;
    private final Side production;
    private final SharedTable table;

    RowComparison(Side staging, Side production, SharedTable table) {
        this.staging = staging;
        this.production = production;
        this.table = table;
    }

    /** Tells whether the servers print every compared value alike, so that their hashes speak of the same. */
    boolean sameDigits() {
        return !table.printsDifferently()
                || staging.session()
                        .server()
                        .version()
                        .equals(production.session().server().version());
    }

    /** Compares; a table without a key must have {@link #sameDigits}. */
    RowDifferences differences() {
        boolean summed = sameDigits() && (small() || count(staging) == count(production));
        if (summed && sum(staging).equals(sum(production))) {
            return RowDifferences.NONE;
        }
        return table.key().isEmpty() ? RowDifferences.keyless(surplus()) : byKey();
    }

    /** Where the rows take longer than the question, sums that cannot be equal are not asked for. */
    private boolean small() {
        return Math.max(table.staging().estimatedRows(), table.production().estimatedRows()) <= SMALL;
    }

    private long count(Side side) {
        return side.session()
                .number("count the rows of " + table.name(), "SELECT COUNT(*) FROM " + side.from(table.name()));
    }

    private RowSum sum(Side side) {
        return RowHash.sum(side.session(), values(side), side.from(table.name()), "");
    }

    private List<String> values(Side side) {
        return table.all().stream()
                .map(column -> RowHash.value(side.text().apply(column), column.asHash()))
                .toList();
    }

    private RowDifferences byKey() {
        lengthenSorting(staging.session());
        lengthenSorting(production.session());
        Found found = new Found();
        try (OrderedRows ours = new OrderedRows(staging, table);
                OrderedRows theirs = new OrderedRows(production, table)) {
            boolean more = ours.next();
            boolean theirsMore = theirs.next();
            while (theirsMore) {
                int order = more ? ours.compareKey(theirs) : 1;
                if (order > 0) {
                    found.alone(theirs);
                } else if (order == 0) {
                    found.pair(ours, theirs);
                }
                if (order >= 0) {
                    theirsMore = theirs.next();
                }
                if (order <= 0) {
                    more = ours.next();
                }
            }
        }
        return found.differences();
    }

    /** Bytes behind the first 1,024 are not sorted by otherwise; a key may have 3,072. */
    private static void lengthenSorting(Session session) {
        session.execute("sort by whole keys", "SET SESSION max_sort_length = 4096");
    }

    /** Counts the rows of production that are left when each row of staging takes one equal row away. */
    private long surplus() {
        long surplus = 0;
        try (Statement ourStatement = Streams.statement(staging.session());
                Statement theirStatement = Streams.statement(production.session());
                ResultSet ours = ourStatement.executeQuery(hashes(staging));
                ResultSet theirs = theirStatement.executeQuery(hashes(production))) {
            boolean more = ours.next();
            while (theirs.next()) {
                String hash = text(theirs);
                while (more && text(ours).compareTo(hash) < 0) {
                    more = ours.next();
                }
                if (more && text(ours).equals(hash)) {
                    more = ours.next();
                } else {
                    surplus++;
                }
            }
            return surplus;
        } catch (SQLException e) {
            throw production.session().failure("compare the rows of " + table.name(), e);
        }
    }

    private String hashes(Side side) {
        return "SELECT " + RowHash.row(values(side)) + " AS h FROM " + side.from(table.name()) + " ORDER BY h";
    }

    private static String text(ResultSet rows) throws SQLException {
        return new String(rows.getBytes(1), StandardCharsets.US_ASCII);
    }

    /** Gathers what two streams show. */
    private final class Found {
        private final int changedAt =
                table.changedAt().map(column -> table.columns().indexOf(column)).orElse(-1);
        private final List<String> aloneKeys = new ArrayList<>();
        private final List<String> differingKeys = new ArrayList<>();
        private final Set<Integer> columns = new HashSet<>();
        private long alone;
        private long differing;
        private long later;
        private long sameTime;

        void alone(OrderedRows theirs) {
            if (alone++ < KEYS) {
                aloneKeys.add(KeyText.of(theirs, table.key().size()));
            }
        }

        void pair(OrderedRows ours, OrderedRows theirs) {
            boolean same = true;
            for (int i = 0; i < table.columns().size(); i++) {
                if (!ours.same(theirs, i)) {
                    same = false;
                    columns.add(i);
                }
            }
            if (same) {
                return;
            }
            if (differing++ < KEYS) {
                differingKeys.add(KeyText.of(theirs, table.key().size()));
            }
            if (changedAt >= 0) {
                int order = theirs.compareTime(ours, changedAt);
                later += order > 0 ? 1 : 0;
                sameTime += order == 0 ? 1 : 0;
            }
        }

        RowDifferences differences() {
            Set<String> names = new LinkedHashSet<>();
            for (int i = 0; i < table.columns().size(); i++) {
                if (columns.contains(i)) {
                    names.add(table.columns().get(i).name());
                }
            }
            return new RowDifferences(alone, aloneKeys, differing, differingKeys, later, sameTime, names);
        }
    }
}
