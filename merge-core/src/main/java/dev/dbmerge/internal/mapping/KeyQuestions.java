package dev.dbmerge.internal.mapping;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.schema.TableRules;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.ColumnMapping.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Asks which rows would share a key that is unique in the target; a key that production's own keys imply is not asked. */
final class KeyQuestions {
    private static final int GROUPS = 5;

    private final Session session;
    private final Relation relation;
    private final Table target;
    private final TableMapping mapping;
    private final Collations collations;

    KeyQuestions(Session session, Relation relation, Table target, TableMapping mapping, Collations collations) {
        this.session = session;
        this.relation = relation;
        this.target = target;
        this.mapping = mapping;
        this.collations = collations;
    }

    /** Asks each key in one query. */
    void ask(List<Misfit> misfits, List<String> unasked) {
        for (Key key : target.keys()) {
            if (key.unique() && relation.table().keys().stream().noneMatch(other -> implies(other, key))) {
                String name =
                        (key.primary() ? "the primary key" : "the unique key " + key.name()) + " of " + target.name();
                try {
                    ask(key, misfits, unasked, name);
                } catch (MergeException e) {
                    unasked.add(RowQuestions.unasked(name, e));
                }
            }
        }
    }

    private void ask(Key key, List<Misfit> misfits, List<String> unasked, String name) {
        List<String> parts = parts(key);
        MappedSelect select = new MappedSelect(relation, target, mapping, collations::collation);
        if (key.columns().stream()
                .map(column -> target.column(column).orElseThrow())
                .anyMatch(column -> !select.knows(column))) {
            if (key.columns().stream().noneMatch(column -> counts(column))) {
                unasked.add(name + ", one of whose columns only the target's server fills");
            }
            return;
        }
        unknownCollation(key)
                .ifPresent(collation -> unasked.add(name + " by the collation " + collation
                        + ", which production's server does not know; it was asked by the nearest one"));
        String given = parts.stream().map(part -> part + " IS NOT NULL").collect(Collectors.joining(" AND "));
        String groups = "FROM " + select.whole(select.written()) + " WHERE " + given + " GROUP BY "
                + String.join(", ", parts) + " HAVING COUNT(*) > 1";
        long surplus = session.number(
                "look for rows that share " + name,
                "SELECT SUM(n - 1) FROM (SELECT COUNT(*) AS n " + groups + ") AS shared");
        if (surplus > 0) {
            misfits.add(new Misfit(
                    Misfit.Kind.DUPLICATE, Optional.empty(), target.name() + "." + key.name(), surplus, twins(groups)));
        }
    }

    /** A counter that production does not fill gives each row a number of its own. */
    private boolean counts(String column) {
        return target.column(column).filter(Column::autoIncrement).isPresent();
    }

    private Optional<String> unknownCollation(Key key) {
        return key.columns().stream()
                .flatMap(column -> target.column(column).orElseThrow().collation().stream())
                .filter(collation -> !collations.knows(collation))
                .findFirst();
    }

    /** Gives the keys of rows that share it, as {@code 3 = 7}. */
    private List<String> twins(String groups) {
        List<String> columns = target.primaryKey().map(Key::columns).orElse(List.of()).stream()
                .filter(column -> mapping.columns().stream()
                        .anyMatch(one -> one.column().equalsIgnoreCase(column) && one.source() != Source.DEFAULT))
                .toList();
        if (columns.isEmpty()) {
            return List.of();
        }
        String key =
                columns.size() == 1 ? Names.quote(columns.get(0)) : "CONCAT_WS('-', " + Names.quoteAll(columns) + ")";
        return RowQuestions.texts(
                session,
                "name rows that share a key of " + target.name(),
                "SELECT CONVERT(GROUP_CONCAT(" + key + " ORDER BY " + Names.quoteAll(columns)
                        + " SEPARATOR ' = ') USING utf8mb4) AS twins " + groups + " ORDER BY MIN("
                        + Names.quote(columns.get(0)) + ") LIMIT " + GROUPS);
    }

    /** Gives what the key compares: columns as the target holds them, prefixes, expressions. */
    private List<String> parts(Key key) {
        List<String> texts = TableRules.of(target).parts(key.name());
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < key.parts().size(); i++) {
            String part = key.parts().get(i).replace(" DESC", "");
            if (part.equals("(...)")) {
                parts.add(collations.respell(texts.get(i)));
                continue;
            }
            Optional<Column> whole = target.column(part);
            int open = part.lastIndexOf('(');
            if (whole.isPresent() || open < 0) {
                parts.add(held(whole.orElseThrow()));
            } else {
                String length = part.substring(open + 1, part.length() - 1);
                parts.add("LEFT(" + Names.quote(part.substring(0, open)) + ", " + length + ")");
            }
        }
        return parts;
    }

    private static String held(Column column) {
        String name = Names.quote(column.name());
        ColumnType type = ColumnType.of(column);
        return type.number() || type.temporal() ? Conversion.cast(column, name).orElse(name) : name;
    }

    private boolean implies(Key have, Key want) {
        boolean plain = IntStream.range(0, want.parts().size())
                .allMatch(i -> i < want.columns().size()
                        && want.parts()
                                .get(i)
                                .replace(" DESC", "")
                                .equals(want.columns().get(i)));
        boolean wholeHave = have.columns().size() == have.parts().size();
        return have.unique()
                && plain
                && wholeHave
                && !have.columns().isEmpty()
                && want.columns().stream()
                        .map(String::toLowerCase)
                        .collect(Collectors.toSet())
                        .containsAll(
                                have.columns().stream().map(String::toLowerCase).toList())
                && have.columns().stream().allMatch(this::comesAsItIs);
    }

    private boolean comesAsItIs(String name) {
        Optional<Column> to = target.column(name);
        Optional<Column> from = relation.table().column(name);
        return mapping.columns().stream()
                        .anyMatch(one -> one.column().equalsIgnoreCase(name) && one.source() == Source.SAME_NAME)
                && to.isPresent()
                && from.isPresent()
                && (ColumnType.of(to.get()) == ColumnType.INTEGER && ColumnType.of(from.get()) == ColumnType.INTEGER
                        || SameType.of(from.get(), to.get())
                                && from.get()
                                        .collation()
                                        .map(KeyQuestions::plain)
                                        .equals(to.get().collation().map(KeyQuestions::plain)));
    }

    private static String plain(String collation) {
        return collation.startsWith("utf8_") ? "utf8mb3_" + collation.substring(5) : collation;
    }
}
