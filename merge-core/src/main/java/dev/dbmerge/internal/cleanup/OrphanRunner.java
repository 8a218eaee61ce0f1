package dev.dbmerge.internal.cleanup;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.reference.Points;
import dev.dbmerge.internal.reference.TypeFilter;
import dev.dbmerge.internal.reference.TypeNames;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.report.RuleResult;
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

/**
 * Removes rows that point nowhere, or makes what points NULL, as the spec's references ask; what goes is archived as a rule's rows are.
 *
 * <p>A row that goes may leave others behind that pointed at it. So a reference is applied until it finds nothing, and with it
 * those that were settled before.
 */
public final class OrphanRunner {
    private final Session session;
    private final Schema target;
    private final List<Reference> references;
    private final RuleRunner rules;
    private final List<Reference> settled = new ArrayList<>();
    private final Map<String, Integer> rounds = new HashMap<>();

    /**
     * Makes the runner.
     *
     * @param target the target's structure as it is
     * @param references the spec's; those that change no rows are left alone
     * @param rules applies and archives what this makes
     */
    public OrphanRunner(Session session, Schema target, List<Reference> references, RuleRunner rules) {
        this.session = session;
        this.target = target;
        this.references = references.stream().filter(Reference::changesRows).toList();
        this.rules = rules;
    }

    /**
     * Settles the references of one column, or of several that point together.
     *
     * @return what became of which table's rows; several entries a table where rows had to go in turns
     * @throws MergeException when a server refuses it; the turns before stay
     */
    public List<RuleResult> settle(String table, List<String> columns) {
        references.stream()
                .filter(reference ->
                        reference.table().equals(table) && reference.columns().equals(columns))
                .forEach(settled::add);
        rules.useTarget();
        List<RuleResult> results = new ArrayList<>();
        boolean more = true;
        while (more) {
            more = false;
            for (Reference reference : settled) {
                Table child = target.table(reference.table()).orElseThrow();
                List<RuleResult> done = apply(reference, nowhere(reference, child), new HashSet<>());
                results.addAll(done);
                more |= !done.isEmpty();
            }
        }
        return results;
    }

    /**
     * Settles what holds on to the rows that a rule removes, as the spec says of the orphans that there would be: a foreign key stops
     * the rule otherwise.
     *
     * @return what became of which table's rows
     */
    public List<RuleResult> release(CleanupRule rule) {
        CleanupStatement statement = CleanupStatement.parse(rule.sql());
        if (statement.kind() != CleanupStatement.Kind.DELETE || references.isEmpty()) {
            return List.of();
        }
        rules.useTarget();
        List<RuleResult> results = new ArrayList<>();
        for (CleanupStatement.Target aim : statement.targets()) {
            Going going = columns -> statement.selectOf(aim, named(aim.reference(), columns));
            results.addAll(release(aim.table(), going, new HashSet<>()));
        }
        return results;
    }

    /** Looks at the keys that point at rows which are about to go, there and in the tables whose rows go with them. */
    private List<RuleResult> release(String parent, Going going, Set<ForeignKey> open) {
        List<RuleResult> results = new ArrayList<>();
        for (Table child : target.tables().values()) {
            for (ForeignKey key : child.foreignKeys()) {
                boolean points =
                        key.parentTable().equals(parent) && !child.name().equals(parent);
                if (points && open.add(key)) {
                    UnaryOperator<String> rows = pointing(key, going);
                    if (key.onDelete().equals("CASCADE")) {
                        results.addAll(release(child.name(), of(child.name(), rows), open));
                    } else if (key.holds()) {
                        reference(key).ifPresent(reference -> results.addAll(apply(reference, rows, open)));
                    }
                }
            }
        }
        return results;
    }

    /** Rows that a foreign key without a cascade holds on to go after those that point at them, where the spec decides about these. */
    private List<RuleResult> apply(Reference reference, UnaryOperator<String> rows, Set<ForeignKey> open) {
        if (count(reference, rows) == 0) {
            return List.of();
        }
        List<RuleResult> results = new ArrayList<>();
        if (reference.orphans() == Orphans.DELETE) {
            results.addAll(release(reference.table(), of(reference.table(), rows), open));
        }
        results.addAll(rules.run(rule(reference, rows)).results());
        return results;
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

    private long count(Reference reference, UnaryOperator<String> rows) {
        return rules.number(
                "count the orphans of " + reference.text(),
                "SELECT COUNT(*) FROM " + Names.quote(reference.table()) + " AS the_child WHERE "
                        + rows.apply("the_child"));
    }

    private CleanupRule rule(Reference reference, UnaryOperator<String> rows) {
        String from = "orphans:" + Reference.side(reference.table(), reference.columns());
        int round = rounds.merge(from, 1, Integer::sum);
        String child = Names.quote(reference.table()) + " AS the_child";
        String where = " WHERE " + rows.apply("the_child");
        boolean delete = reference.orphans() == Orphans.DELETE;
        String sql = delete
                ? "DELETE the_child FROM " + child + where
                : "UPDATE " + child + " SET "
                        + reference.columns().stream()
                                .map(column -> Names.quote("the_child", column) + " = NULL")
                                .collect(Collectors.joining(", "))
                        + where;
        return new CleanupRule(
                round == 1 ? from : from + " (" + round + ")",
                reference.at().file(),
                sql,
                delete ? CleanupRule.Kind.DELETE : CleanupRule.Kind.UPDATE,
                Limits.NONE,
                CleanupRule.Scope.SET);
    }

    private UnaryOperator<String> nowhere(Reference reference, Table table) {
        Table parent = target.table(reference.toTable()).orElseThrow();
        List<Column> to = columns(parent, reference.toColumns());
        String name = Names.quote(parent.name());
        // No server changes a table that its own subquery reads, unless DISTINCT makes the subquery a table of its own.
        String rows = parent.name().equals(table.name())
                ? "(SELECT DISTINCT " + Names.quoteAll(reference.toColumns()) + " FROM " + name + ")"
                : name;
        List<Column> from = columns(table, reference.columns());
        Optional<TypeFilter> filter = filter(reference, table);
        return child -> Points.nowhere(child, from, to, rows)
                + filter.map(found -> " AND " + found.condition(child)).orElse("");
    }

    private static List<Column> columns(Table table, List<String> names) {
        return names.stream().map(name -> table.column(name).orElseThrow()).toList();
    }

    private Optional<TypeFilter> filter(Reference reference, Table table) {
        return TypeFilter.typeColumn(table, reference.columns())
                .flatMap(type -> TypeFilter.of(
                        type.name(),
                        TypeNames.read(session, Names.quote(target.name(), table.name()), type),
                        reference.toTable(),
                        target.tables().keySet()));
    }
}
