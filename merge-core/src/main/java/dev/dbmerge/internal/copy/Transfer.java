package dev.dbmerge.internal.copy;

import dev.dbmerge.internal.mapping.Conversion;
import dev.dbmerge.internal.mapping.Encoding;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.impl.DSL;

/**
 * The rows that are to go into one table: which rows of the source and, for each of the columns, how bytes become values.
 *
 * @param relation the rows that are read
 * @param targetTable name of the table that is filled, in the target's schema
 */
public record Transfer(Relation relation, String targetTable, List<Field> fields) {
    public Transfer {
        Objects.requireNonNull(relation, "relation");
        Objects.requireNonNull(targetTable, "targetTable");
        fields = List.copyOf(fields);
    }

    /** Carries every written column of rows over as it is. */
    public static Transfer whole(Relation relation) {
        Table table = relation.table();
        return new Transfer(
                relation,
                table.name(),
                table.writtenColumns().stream().map(Field::same).toList());
    }

    /** Carries other rows over in the same way. */
    public Transfer of(Relation otherRows) {
        return new Transfer(otherRows, targetTable, fields);
    }

    /** Gives the names of the filled columns, quoted. */
    public String targetColumns() {
        return fields.stream().map(field -> Names.quote(field.column())).collect(Collectors.joining(", "));
    }

    /** Gives the SELECT whose rows are read as text, byte by byte. */
    public Select<Record> streamedSelect() {
        return select(Field::read);
    }

    /** Gives the SELECT for an INSERT on the same server, where values pass without becoming text. */
    public Select<Record> serverSideSelect() {
        return select(Field::plain);
    }

    /** The spec's expressions go into the statement as they are; names are quoted by the dialect that renders it. */
    private Select<Record> select(Function<Field, String> expression) {
        List<SelectField<?>> columns = new ArrayList<>();
        fields.forEach(field -> columns.add(DSL.field(DSL.raw(expression.apply(field)))));
        var rows = DSL.select(columns).from(DSL.table(DSL.raw(relation.from())));
        return relation.where().isEmpty()
                ? rows
                : rows.where(DSL.condition(DSL.raw("(" + relation.where().get() + ")")));
    }

    /**
     * One column of a transfer.
     *
     * @param column the target's column
     * @param plain SQL over the source's row
     * @param read the same, in the form whose text loses nothing
     * @param large whether the column takes values that are longer than a packet likes to be: megabytes
     * @param exact whether the source's type is the target's, so that the text on both sides is the same without a conversion
     */
    public record Field(String column, String plain, String read, Encoding encoding, boolean large, boolean exact) {
        public Field {
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(plain, "plain");
            Objects.requireNonNull(read, "read");
            Objects.requireNonNull(encoding, "encoding");
        }

        /** Carries a column over whose type is the same on both sides. */
        public static Field same(Column column) {
            String name = Names.quote(column.name());
            return new Field(
                    column.name(),
                    name,
                    Encoding.of(column).read(name),
                    Encoding.of(column),
                    ColumnType.large(column),
                    true);
        }

        /** Carries the value of an expression into a column. */
        public static Field expression(Column target, String expression) {
            String read = "(" + expression + ")";
            if (target.baseType().equals("json")) {
                read = "CONVERT(" + read + " USING utf8mb4)";
            } else if (target.charset().isPresent()) {
                read = "CONVERT(" + read + " USING " + target.charset().get() + ")";
            } else if (target.baseType().equals("float")) {
                read = "(" + Conversion.cast(target, read).orElseThrow() + ")";
            }
            Encoding encoding = Encoding.ofExpression(target);
            return new Field(target.name(), expression, encoding.read(read), encoding, ColumnType.large(target), false);
        }

        /** Reads the column back that this field filled, in the form in which its source was read. */
        public Field stored() {
            String name = Names.quote(column);
            return new Field(column, name, encoding.read(name), encoding, large, true);
        }
    }
}
