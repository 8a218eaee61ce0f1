package dev.dbmerge.internal.run;

import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what a target's structure will be when it has been built, before any fix, as a run will read it there. */
final class BuiltStructure {
    private final String target;
    private final Set<String> sources;
    private final Collations collations;

    private BuiltStructure(String target, Set<String> sources, Collations collations) {
        this.target = target;
        this.sources = sources;
        this.collations = collations;
    }

    /** Takes it from the statements that will build it; types stay as their source's server spells them. */
    static Schema of(TargetStatements statements) {
        Schema structure = statements.structure();
        BuiltStructure built = new BuiltStructure(
                statements.target(),
                Set.of(structure.name(), statements.production().name()),
                statements.collations());
        Map<String, Table> tables = structure.tables().values().stream()
                .map(built::table)
                .collect(Collectors.toMap(Table::name, table -> table));
        return new Schema(
                statements.target(),
                structure.charset(),
                structure.collation(),
                tables,
                structure.code(),
                structure.hidden(),
                structure.uncopied(),
                structure.sequences());
    }

    private Table table(Table table) {
        return new Table(
                table.name(),
                table.engine(),
                collations.collation(table.collation()),
                table.estimatedRows(),
                table.autoIncrement(),
                table.columns().stream().map(this::column).toList(),
                table.keys(),
                table.foreignKeys().stream().map(this::foreignKey).toList(),
                table.createSql());
    }

    private Column column(Column column) {
        return new Column(
                column.name(),
                column.type(),
                column.baseType(),
                column.charset().map(collations::charset),
                column.collation().map(collations::collation),
                column.nullable(),
                column.defaultValue(),
                column.generated(),
                column.invisible(),
                column.autoIncrement());
    }

    private ForeignKey foreignKey(ForeignKey key) {
        return new ForeignKey(
                key.name(),
                key.table(),
                key.columns(),
                sources.contains(key.parentSchema()) ? target : key.parentSchema(),
                key.parentTable(),
                key.parentColumns(),
                key.onDelete(),
                key.onUpdate());
    }
}
