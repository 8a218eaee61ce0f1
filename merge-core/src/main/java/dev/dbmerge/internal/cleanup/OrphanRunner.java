package dev.dbmerge.internal.cleanup;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.reference.RowTypes;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.RuleResult;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes rows that point nowhere, or makes what points NULL, as the spec's references ask; what goes is archived as a rule's rows are.
 *
 * <p>A row that goes may leave others behind that pointed at it. So a reference is applied until it finds nothing, and with it
 * those that were settled before.
 */
public final class OrphanRunner {
    private final OrphanRules orphans;
    private final RuleRunner rules;

    /**
     * Makes the runner.
     *
     * @param target the target's structure as it is
     * @param references the spec's; those that change no rows are left alone
     * @param rules applies and archives what this makes
     */
    public OrphanRunner(Session session, Schema target, List<Reference> references, RuleRunner rules) {
        this.orphans = new OrphanRules(target, references, RowTypes.in(session, target.name()));
        this.rules = rules;
    }

    /**
     * Settles the references of one column, or of several that point together.
     *
     * @return what became of which table's rows; several entries a table where rows had to go in turns
     * @throws MergeException when a server refuses it; the turns before stay
     */
    public List<RuleResult> settle(String table, List<String> columns) {
        List<Reference> settled = orphans.settle(table, columns);
        rules.useTarget();
        List<RuleResult> results = new ArrayList<>();
        boolean more = true;
        while (more) {
            more = false;
            for (Reference reference : settled) {
                List<RuleResult> done = apply(orphans.nowhere(reference), new HashSet<>());
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
        List<RuleResult> results = new ArrayList<>();
        Set<String> open = new HashSet<>();
        List<OrphanRules.Rows> holding = orphans.before(rule);
        if (!holding.isEmpty()) {
            rules.useTarget();
        }
        for (OrphanRules.Rows rows : holding) {
            if (open.add(rows.reference().text())) {
                results.addAll(apply(rows, open));
            }
        }
        return results;
    }

    /** Rows that a foreign key without a cascade holds on to go after those that point at them. */
    private List<RuleResult> apply(OrphanRules.Rows rows, Set<String> open) {
        String doing = "count the orphans of " + rows.reference().text();
        if (rules.number(doing, rows.count()) == 0) {
            return List.of();
        }
        List<RuleResult> results = new ArrayList<>();
        for (OrphanRules.Rows others : orphans.before(rows)) {
            if (open.add(others.reference().text())) {
                results.addAll(apply(others, open));
            }
        }
        results.addAll(rules.run(orphans.rule(rows)).results());
        return results;
    }
}
