package dev.dbmerge.internal.survey;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds rows that are longer than what the servers take at a time.
 *
 * <p>Only a table whose declared types allow such a row and that holds as much data is asked, for a limited time.
 */
final class PacketFindings {
    private static final Map<String, Long> LONGEST = Map.of(
            "mediumtext", (1L << 24) - 1,
            "mediumblob", (1L << 24) - 1,
            "text", (1L << 16) - 1,
            "blob", (1L << 16) - 1,
            "longtext", (1L << 32) - 1,
            "longblob", (1L << 32) - 1,
            "json", (1L << 32) - 1);

    private static final int SECONDS = 2;
    private static final Set<Integer> TOO_SLOW = Set.of(1969, 3024);

    private final Settings target;

    PacketFindings(Settings target) {
        this.target = target;
    }

    /** Looks at the tables that one source gives. */
    List<Finding> findings(Source source, TableSizes sizes, List<Table> read) {
        long limit = Math.min(source.settings().maxAllowedPacket(), target.maxAllowedPacket());
        List<Finding> findings = new ArrayList<>();
        for (Table table : read) {
            List<Column> columns = table.columns().stream()
                    .filter(column -> LONGEST.containsKey(column.baseType()) && !column.generated())
                    .toList();
            long longest = columns.stream()
                    .mapToLong(column -> LONGEST.get(column.baseType()))
                    .sum();
            if (longest > limit && sizes.rows().getOrDefault(table.name(), 0L) > limit) {
                longest(source, table, columns)
                        .ifPresentOrElse(
                                bytes -> finding(source, table, bytes, limit).ifPresent(findings::add),
                                () -> findings.add(notMeasured(source, table, limit)));
            }
        }
        return findings;
    }

    private static Optional<Long> longest(Source source, Table table, List<Column> columns) {
        String length = columns.stream()
                .map(column -> "IFNULL(LENGTH(" + Names.quote(column.name()) + "), 0)")
                .collect(Collectors.joining(" + "));
        String query = "MAX(" + length + ") FROM " + Names.quote(source.schema().name(), table.name());
        boolean mariadb = source.settings().version().product() == Product.MARIADB;
        String limited = mariadb
                ? "SET STATEMENT max_statement_time = " + SECONDS + " FOR SELECT " + query
                : "SELECT /*+ MAX_EXECUTION_TIME(" + SECONDS * 1000 + ") */ " + query;
        try {
            return Optional.of(source.session().number("look for the longest row of " + table.name(), limited));
        } catch (MergeException e) {
            if (TOO_SLOW.contains(ReservedWords.number(e))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * A client takes no row that is longer than its server's packet. LOAD DATA carries it into a target whose packet is smaller (seen
     * with 6 MB into MySQL 5.7.22 with 4 MB), INSERT does not.
     */
    private Optional<Finding> finding(Source source, Table table, long bytes, long limit) {
        if (bytes <= limit) {
            return Optional.empty();
        }
        boolean unread = bytes > source.settings().maxAllowedPacket();
        boolean stops = unread || !target.localInfile();
        return Optional.of(new Finding(
                        stops ? Level.BLOCKER : Level.WARNING,
                        ErrorCode.SERVERS_DIFFER,
                        table.name(),
                        "The longest row of " + side(source) + "'s " + table.name() + " has " + digits(bytes)
                                + " in its texts alone, and max_allowed_packet of "
                                + (unread ? side(source) + "'s server" : "the target's server") + " is "
                                + digits(unread ? source.settings().maxAllowedPacket() : limit)
                                + (stops ? "." : ", so the application may not be able to read it there."),
                        "SET GLOBAL max_allowed_packet there to more than the row has.")
                .of(table.name()));
    }

    private Finding notMeasured(Source source, Table table, long limit) {
        return new Finding(
                        Level.NOTE,
                        ErrorCode.NOT_ASKED,
                        table.name(),
                        "The longest row of " + side(source) + "'s " + table.name() + " was not found within " + SECONDS
                                + " s; a run stops at one that is longer than max_allowed_packet of "
                                + smaller(source, limit) + " (" + digits(limit) + ").",
                        "")
                .of(table.name());
    }

    private String smaller(Source source, long limit) {
        return (target.maxAllowedPacket() == limit ? "the target" : side(source)) + "'s server";
    }

    private static String digits(long bytes) {
        return String.format(Locale.ROOT, "%,d bytes", bytes);
    }

    private static String side(Source source) {
        return source.session().server().role();
    }
}
