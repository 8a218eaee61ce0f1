package dev.dbmerge.internal.cleanup;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.reference.Points;
import dev.dbmerge.internal.reference.TypeFilter;
import dev.dbmerge.internal.reference.TypeNames;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
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
     * Settles the references of one column.
     *
     * @return what became of which table's rows; several entries a table where rows had to go in turns
     * @throws MergeException when a server refuses it; the turns before stay
     */
    public List<RuleResult> settle(String table, String column) {
        references.stream()
                .filter(reference ->
                        reference.table().equals(table) && reference.column().equals(column))
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

    /** Rows that a foreign key without a cascade holds on to go after those that point at them, where the spec decides about these. */
    private List<RuleResult> apply(Reference reference, UnaryOperator<String> rows, Set<String> open) {
        if (count(reference, rows) == 0) {
            return List.of();
        }
        List<RuleResult> results = new ArrayList<>();
        if (reference.orphans() == Orphans.DELETE) {
            for (Reference other : references) {
                if (holds(other, reference.table()) && open.add(other.text())) {
                    results.addAll(apply(other, pointing(other, reference.table(), rows), open));
                }
            }
        }
        results.addAll(rules.run(rule(reference, rows)).results());
        return results;
    }

    private boolean holds(Reference other, String parent) {
        return !other.table().equals(parent)
                && target.table(other.table()).orElseThrow().foreignKeys().stream()
                        .anyMatch(key -> key.holds()
                                && key.parentTable().equals(parent)
                                && key.columns().equals(List.of(other.column()))
                                && key.parentColumns().equals(List.of(other.toColumn())));
    }

    private static UnaryOperator<String> pointing(Reference other, String parent, UnaryOperator<String> going) {
        return child -> Names.quote(child, other.column()) + " IN (SELECT gone FROM (SELECT DISTINCT "
                + Names.quote("the_parent", other.toColumn()) + " AS gone FROM " + Names.quote(parent)
                + " AS the_parent WHERE " + going.apply("the_parent") + ") AS those)";
    }

    private long count(Reference reference, UnaryOperator<String> rows) {
        return session.number(
                "count the orphans of " + reference.text(),
                "SELECT COUNT(*) FROM " + Names.quote(reference.table()) + " AS the_child WHERE "
                        + rows.apply("the_child"));
    }

    private CleanupRule rule(Reference reference, UnaryOperator<String> rows) {
        String from = "orphans:" + reference.table() + "." + reference.column();
        int round = rounds.merge(from, 1, Integer::sum);
        String child = Names.quote(reference.table()) + " AS the_child";
        String where = " WHERE " + rows.apply("the_child");
        boolean delete = reference.orphans() == Orphans.DELETE;
        String sql = delete
                ? "DELETE the_child FROM " + child + where
                : "UPDATE " + child + " SET " + Names.quote("the_child", reference.column()) + " = NULL" + where;
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
        Column to = parent.column(reference.toColumn()).orElseThrow();
        String name = Names.quote(parent.name());
        // No server changes a table that its own subquery reads, unless DISTINCT makes the subquery a table of its own.
        String rows = parent.name().equals(table.name())
                ? "(SELECT DISTINCT " + Names.quote(to.name()) + " FROM " + name + ")"
                : name;
        Column from = table.column(reference.column()).orElseThrow();
        Optional<TypeFilter> filter = filter(reference, table);
        return child -> Points.nowhere(child, List.of(from), List.of(to), rows)
                + filter.map(found -> " AND " + found.condition(child)).orElse("");
    }

    private Optional<TypeFilter> filter(Reference reference, Table table) {
        return TypeFilter.typeColumn(table, reference.column())
                .flatMap(type -> TypeFilter.of(
                        type.name(),
                        TypeNames.read(session, Names.quote(target.name(), table.name()), type),
                        reference.toTable(),
                        target.tables().keySet()));
    }
}
