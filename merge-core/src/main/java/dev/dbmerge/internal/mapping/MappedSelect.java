package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.schema.TableRules;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.plan.ColumnMapping;
import dev.dbmerge.plan.ColumnMapping.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Writes the SELECT whose rows are those that an overlaid table of the target will hold. */
public final class MappedSelect {
    private static final Set<String> VOLATILE = Set.of("UUID", "RAND", "RANDOM_BYTES", "NEXTVAL", "SYSDATE");

    private final Relation relation;
    private final Table target;
    private final TableMapping mapping;
    private final TableRules rules;
    private final UnaryOperator<String> collations;

    /**
     * Makes it.
     *
     * @param collations gives the asked server's name for a collation
     */
    public MappedSelect(Relation relation, Table target, TableMapping mapping, UnaryOperator<String> collations) {
        this.relation = relation;
        this.target = target;
        this.mapping = mapping;
        this.rules = TableRules.of(target);
        this.collations = collations;
    }

    /** Tells whether a column's value is known before there is a target; generated ones are, where the server takes their SQL. */
    public boolean knows(Column column) {
        if (column.generated()) {
            return rules.generation(column.name()).isPresent();
        }
        return value(column).isPresent();
    }

    /** Gives the SELECT with the columns that are written and known, under the target's names. */
    public String written() {
        return written(List.of());
    }

    /** Gives the SELECT with all columns that are known. */
    public String all() {
        boolean generated = target.columns().stream().anyMatch(column -> column.generated() && knows(column));
        return generated ? "SELECT " + Names.quote(target.name()) + ".* FROM " + whole(written()) : written();
    }

    /** Gives the same with more columns, each as {@code expression AS name}, over the source's row. */
    String written(List<String> more) {
        List<String> columns = new ArrayList<>();
        for (Column column : target.writtenColumns()) {
            value(column)
                    .ifPresent(value -> columns.add(collated(column, value) + " AS " + Names.quote(column.name())));
        }
        columns.addAll(more);
        return "SELECT " + String.join(", ", columns) + " " + relation.sql();
    }

    /** Gives the SELECT with the generated columns as well, under the table's name. */
    String whole(String select) {
        List<Column> generated = target.columns().stream()
                .filter(Column::generated)
                .filter(this::knows)
                .toList();
        if (generated.isEmpty()) {
            return "(" + select + ") AS " + Names.quote(target.name());
        }
        String columns = generated.stream()
                .map(column -> collated(column, rules.generation(column.name()).orElseThrow()) + " AS "
                        + Names.quote(column.name()))
                .collect(Collectors.joining(", "));
        String table = Names.quote(target.name());
        return "(SELECT " + table + ".*, " + columns + " FROM (" + select + ") AS " + table + ") AS " + table;
    }

    /** Gives a column's value over the source's row; empty where only the target's server makes it. */
    private Optional<String> value(Column column) {
        ColumnMapping one = mapping.columns().stream()
                .filter(candidate -> candidate.column().equals(column.name()))
                .findFirst()
                .orElseThrow();
        if (one.source() != Source.DEFAULT) {
            return Optional.of(one.source() == Source.SAME_NAME ? one.expression() : "(" + one.expression() + ")");
        }
        if (column.autoIncrement()) {
            return Optional.empty();
        }
        Optional<String> value = rules.defaultValue(column.name());
        boolean made = value.filter(sql -> VOLATILE.stream()
                        .anyMatch(word -> sql.toUpperCase(java.util.Locale.ROOT).contains(word)))
                .isPresent();
        return made ? Optional.empty() : Optional.of(value.orElse("NULL"));
    }

    /** The target's collation decides what {@code title = 'API'} finds, so a text that has another is given it. */
    private String collated(Column column, String value) {
        boolean same = mapping.columns().stream()
                .filter(one -> one.column().equals(column.name()) && one.source() == Source.SAME_NAME)
                .flatMap(one -> relation.table().column(column.name()).stream())
                .anyMatch(source -> source.collation().equals(column.collation())
                        && source.baseType().equals(column.baseType()));
        if (same || column.collation().isEmpty() || column.charset().isEmpty()) {
            return value;
        }
        String collation = collations.apply(column.collation().get());
        String charset = collation.contains("_") ? collation.substring(0, collation.indexOf('_')) : collation;
        return "CONVERT(" + value + " USING "
                + (charset.equals("uca1400") ? column.charset().get() : charset) + ") COLLATE " + collation;
    }
}
