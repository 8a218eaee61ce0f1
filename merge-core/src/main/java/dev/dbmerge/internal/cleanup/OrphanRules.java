package dev.dbmerge.internal.cleanup;

import dev.dbmerge.internal.reference.Points;
import dev.dbmerge.internal.reference.RowTypes;
import dev.dbmerge.internal.reference.TypeFilter;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.Limits;
import dev.dbmerge.spec.Reference;
import dev.dbmerge.spec.Reference.Orphans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes cleanup rules of the spec's references, for a run to apply and for a plan to show. */
final class OrphanRules {
    private final Schema target;
    private final List<Reference> references;
    private final RowTypes types;
    private final List<Reference> settled = new ArrayList<>();
    private final Map<String, Integer> rounds = new HashMap<>();

    /**
     * Makes the value.
     *
     * @param references the spec's; those that change no rows are left alone
     * @param types what the target's rows name
     */
    OrphanRules(Schema target, List<Reference> references, RowTypes types) {
        this.target = target;
        this.references = references.stream().filter(Reference::changesRows).toList();
        this.types = types;
    }

    /** Rows of one reference's table, by a condition on what the statement calls the row. */
    record Rows(Reference reference, UnaryOperator<String> condition) {
        String count() {
            return "SELECT COUNT(*) FROM " + from() + where();
        }

        private String from() {
            return Names.quote(reference.table()) + " AS the_child";
        }

        private String where() {
            return " WHERE " + condition.apply("the_child");
        }
    }

    /** Adds the references of these columns to those that are settled, and gives all of these. */
    List<Reference> settle(String table, List<String> columns) {
        references.stream()
                .filter(reference ->
                        reference.table().equals(table) && reference.columns().equals(columns))
                .forEach(settled::add);
        return List.copyOf(settled);
    }

    /** Gives the rows that point nowhere. */
    Rows nowhere(Reference reference) {
        Table table = target.table(reference.table()).orElseThrow();
        Table parent = target.table(reference.toTable()).orElseThrow();
        List<Column> to = parent.columns(reference.toColumns());
        String name = Names.quote(parent.name());
        // No server changes a table that its own subquery reads, unless DISTINCT makes the subquery a table of its own.
        String rows = parent.name().equals(table.name())
                ? "(SELECT DISTINCT " + Names.quoteAll(reference.toColumns()) + " FROM " + name + ")"
                : name;
        List<Column> from = table.columns(reference.columns());
        Optional<TypeFilter> filter = types.filter(reference, table, target);
        return new Rows(
                reference,
                child -> Points.nowhere(child, from, to, rows)
                        + filter.map(found -> " AND " + found.condition(child)).orElse(""));
    }

    /**
     * Gives the rows that foreign keys without a cascade hold on to when others go, there and in the tables whose rows go along, where
     * the spec decides about these.
     */
    List<Rows> before(Rows going) {
        List<Rows> holding = new ArrayList<>();
        if (going.reference().orphans() == Orphans.DELETE) {
            String table = going.reference().table();
            holding(table, of(table, going.condition()), new HashSet<>(), holding);
        }
        return holding;
    }

    /** Gives the rows that foreign keys hold on to when those go that a rule removes. */
    List<Rows> before(CleanupRule rule) {
        List<Rows> holding = new ArrayList<>();
        if (rule.kind() == CleanupRule.Kind.DELETE && !references.isEmpty()) {
            CleanupStatement statement = CleanupStatement.parse(rule.sql());
            for (CleanupStatement.Target aim : statement.targets()) {
                Going going = columns -> statement.selectOf(aim, named(aim.reference(), columns));
                holding(aim.table(), going, new HashSet<>(), holding);
            }
        }
        return holding;
    }

    private void holding(String parent, Going going, Set<ForeignKey> seen, List<Rows> holding) {
        for (Table child : target.tables().values()) {
            for (ForeignKey key : child.foreignKeys()) {
                boolean points =
                        key.parentTable().equals(parent) && !child.name().equals(parent);
                if (points && seen.add(key)) {
                    UnaryOperator<String> rows = pointing(key, going);
                    if (key.onDelete().equals("CASCADE")) {
                        holding(child.name(), of(child.name(), rows), seen, holding);
                    } else if (key.holds()) {
                        reference(key).ifPresent(reference -> holding.add(new Rows(reference, rows)));
                    }
                }
            }
        }
    }

    private Optional<Reference> reference(ForeignKey key) {
        return references.stream()
                .filter(reference -> reference.table().equals(key.table())
                        && reference.columns().equals(key.columns())
                        && reference.toTable().equals(key.parentTable())
                        && reference.toColumns().equals(key.parentColumns()))
                .findFirst();
    }

    /** Rows of one table that are about to go. */
    @FunctionalInterface
    private interface Going {
        /** Gives the SELECT of these columns of them, called {@code gone0} and so on. */
        String select(List<String> columns);
    }

    private static Going of(String table, UnaryOperator<String> rows) {
        return columns -> "SELECT " + named("the_parent", columns) + " FROM " + Names.quote(table)
                + " AS the_parent WHERE " + rows.apply("the_parent");
    }

    private static String named(String reference, List<String> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> Names.quote(reference, columns.get(i)) + " AS gone" + i)
                .collect(Collectors.joining(", "));
    }

    /** Gives the condition that a row points at one that goes; DISTINCT makes a table of its own of what a statement may change. */
    private static UnaryOperator<String> pointing(ForeignKey key, Going going) {
        String gone = IntStream.range(0, key.columns().size())
                .mapToObj(i -> "gone" + i)
                .collect(Collectors.joining(", "));
        return child -> "("
                + key.columns().stream()
                        .map(column -> Names.quote(child, column))
                        .collect(Collectors.joining(", "))
                + ") IN (SELECT " + gone + " FROM (SELECT DISTINCT " + gone + " FROM ("
                + going.select(key.parentColumns()) + ") AS going) AS those)";
    }

    /** Gives the rule that removes these rows or makes what points NULL; each call for the same columns is another round. */
    CleanupRule rule(Rows rows) {
        Reference reference = rows.reference();
        String from = "orphans:" + Reference.side(reference.table(), reference.columns());
        int round = rounds.merge(from, 1, Integer::sum);
        boolean delete = reference.orphans() == Orphans.DELETE;
        String sql = delete
                ? "DELETE the_child FROM " + rows.from() + rows.where()
                : "UPDATE " + rows.from() + " SET "
                        + reference.columns().stream()
                                .map(column -> Names.quote("the_child", column) + " = NULL")
                                .collect(Collectors.joining(", "))
                        + rows.where();
        return new CleanupRule(
                round == 1 ? from : from + " (" + round + ")",
                reference.at().file(),
                sql,
                delete ? CleanupRule.Kind.DELETE : CleanupRule.Kind.UPDATE,
                Limits.NONE,
                CleanupRule.Scope.SET);
    }
}
