package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.mapping.MappedSelect;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.mapping.TableMapping;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import java.util.Optional;
import java.util.Set;

/** Gives queries whose rows are those that a table of the target will hold. */
public final class MappedTables {
    private final MergeSpec spec;
    private final Schema target;
    private final Relations relations;
    private final Collations collations;

    /**
     * Makes it.
     *
     * @param target the structure that the target is to have, named as staging
     * @param collations those that production's server knows
     */
    public MappedTables(MergeSpec spec, Schema target, Relations relations, Collations collations) {
        this.spec = spec;
        this.target = target;
        this.relations = relations;
        this.collations = collations;
    }

    /**
     * Gives the query of one table; of an overlaid one the rows that come from production.
     *
     * @param read names that the asking statement mentions
     * @return empty where it may read a column whose value only the target's server computes
     */
    public Optional<String> select(String table, Set<String> read) {
        Table wanted = target.table(table).orElseThrow();
        if (!spec.overlay().containsKey(table)) {
            return Optional.of("SELECT "
                    + Names.quoteAll(wanted.columns().stream().map(Column::name).toList()) + " FROM "
                    + Names.quote(target.name(), table));
        }
        Overlay overlay = spec.overlay().get(table);
        Optional<Relation> rows = relations.of(table);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        TableMapping mapping = TableMapping.of(overlay, wanted, rows.get().table());
        MappedSelect select = new MappedSelect(rows.get(), wanted, mapping, collations::collation);
        boolean unknown = wanted.columns().stream()
                .filter(column -> !select.knows(column))
                .anyMatch(column -> read.stream().anyMatch(column.name()::equalsIgnoreCase));
        return unknown ? Optional.empty() : Optional.of(select.all());
    }
}
