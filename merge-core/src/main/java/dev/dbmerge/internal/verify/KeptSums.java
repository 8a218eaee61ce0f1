package dev.dbmerge.internal.verify;

import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.hash.RowHash;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.mapping.Encoding;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sums the values that rows are to keep from production, and the rows as they will be with them. */
final class KeptSums {
    private final Table table;
    private final Zero zero;
    private final Session target;

    KeptSums(Table table, Zero zero, Session target) {
        this.table = table;
        this.zero = zero;
        this.target = target;
    }

    /** Compares the kept values with production's; no result where they are equal. */
    Optional<CheckResult> differences(Transfer kept, Session production) {
        String schema = target.server().schema();
        RowSum source;
        RowSum found;
        if (new CopyQueries(target).byServers(table, production)) {
            RowHasher hasher = new RowHasher(table, zero);
            source = hasher.sourceSum(production, kept);
            found = hasher.targetSum(target, schema, kept);
        } else {
            Transfer back = back(kept);
            source = new ClientRowHasher(zero).sum(production, kept.streamedSelect(), kept.fields());
            found = new ClientRowHasher(zero).sum(target, back.streamedSelect(), back.fields());
        }
        return source.equals(found)
                ? Optional.empty()
                : Optional.of(new CheckResult(
                        "kept columns of " + table.name(),
                        Math.max(1, Math.abs(source.rows() - found.rows())),
                        true,
                        List.of(source.rows() + " rows in production, " + found.rows() + " kept")));
    }

    /** Reads the kept values back, byte by byte. */
    private Transfer back(Transfer kept) {
        String schema = target.server().schema();
        String from = Names.quote(schema, kept.targetTable());
        return new Transfer(
                new Relation(schema, table, from, Optional.empty()),
                kept.targetTable(),
                kept.fields().stream().map(Transfer.Field::stored).toList());
    }

    /** Gives the queries that {@link #differences} and {@link #expected} ask: production's first, then the target's two. */
    List<String> statements(Transfer whole, Transfer kept, int keys, Session production) {
        RowHasher hasher = new RowHasher(table, zero);
        boolean byServers = new CopyQueries(target).byServers(table, production);
        return List.of(
                byServers ? hasher.sourceQuery(kept) : production.render(kept.streamedSelect()),
                byServers
                        ? hasher.targetQuery(target.server().schema(), kept)
                        : target.render(back(kept).streamedSelect()),
                rows(whole, kept, keys).query());
    }

    /** Sums the rows as they will be, over the rows as they are and the kept values. */
    RowSum expected(Transfer whole, Transfer kept, int keys) {
        return rows(whole, kept, keys).sum(target);
    }

    private RowHasher.Rows rows(Transfer whole, Transfer kept, int keys) {
        List<String> names = kept.fields().stream().map(Transfer.Field::column).toList();
        String there = "k." + Names.quote(names.get(0)) + " IS NULL";
        List<String> values = new ArrayList<>();
        for (Transfer.Field field : whole.fields()) {
            Column column = table.column(field.column()).orElseThrow();
            String value = RowHash.value(read(field, "t"), RowHash.isLong(column));
            boolean keeps = names.subList(keys, names.size()).stream().anyMatch(field.column()::equalsIgnoreCase);
            // An IF over the bare columns would lose a ZEROFILL.
            values.add(
                    keeps
                            ? "IF(" + there + ", " + value + ", "
                                    + RowHash.value(read(field, "k"), RowHash.isLong(column)) + ")"
                            : value);
        }
        String schema = target.server().schema();
        String key = names.subList(0, keys).stream()
                .map(name -> Names.quote("t", name) + " = " + Names.quote("k", name))
                .collect(Collectors.joining(" AND "));
        String from = Names.quote(schema, table.name()) + " AS t LEFT JOIN " + Names.quote(schema, kept.targetTable())
                + " AS k ON " + key;
        return new RowHasher.Rows(values, from, "");
    }

    private String read(Transfer.Field field, String reference) {
        String text = field.encoding().read(Names.quote(reference, field.column()));
        return field.encoding() == Encoding.DOUBLE && zero == Zero.UNSIGNED ? "(" + text + ") + 0e0" : text;
    }
}
