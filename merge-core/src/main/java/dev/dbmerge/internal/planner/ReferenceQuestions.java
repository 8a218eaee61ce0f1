package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.reference.Hanging;
import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Reference.Orphans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the sources, reference by reference, which rows of the target will point nowhere, or at another row than they did. */
final class ReferenceQuestions {
    private final MergeSpec spec;
    private final TargetRows rows;
    private final TargetReferences references;
    private final OrphanCounter orphans;
    private final ParentComparison parents;
    private final ReferenceFindings findings;

    ReferenceQuestions(MergeSpec spec, TargetRows rows) {
        this.spec = spec;
        this.rows = rows;
        this.references = new TargetReferences(spec, rows);
        this.orphans = new OrphanCounter(rows);
        this.parents = new ParentComparison(spec, rows);
        this.findings = new ReferenceFindings(spec, rows);
    }

    /** Gives the findings about all references, and about rules that leave rows behind which point at what they remove. */
    List<Finding> findings() {
        List<Link> links = references.all();
        List<Finding> found = new ArrayList<>(ask(links));
        found.addAll(new RuleOrphans(spec, rows).ask(links));
        return found;
    }

    /** Asks about those references whose rows or whose parents' rows the merge changes. */
    List<Finding> ask(List<Link> links) {
        List<Finding> found = new ArrayList<>();
        for (Link link : links) {
            boolean changed = rows.changed(link.table()) || rows.changed(link.toTable());
            if (!rows.emptied(link.table()) && (changed || link.settled())) {
                try {
                    found.addAll(about(link));
                    found.addAll(held(link, links));
                } catch (MergeException e) {
                    found.add(findings.refused(link, passing(e)));
                }
            }
        }
        found.addAll(notChecked(links));
        return found;
    }

    /** Gives the error on, unless the server only refused the question. */
    static MergeException passing(MergeException e) {
        if (e.code() == ErrorCode.SERVER_GONE || e.code() == ErrorCode.INTERRUPTED) {
            throw e;
        }
        return e;
    }

    private List<Finding> about(Link link) {
        if (findings.cannotBeNull(link).isPresent()) {
            return List.of(findings.cannotBeNull(link).get());
        }
        Optional<Hanging> hanging = orphans.count(link);
        if (hanging.isEmpty()) {
            return List.of(findings.notAsked(link));
        }
        return findings.about(link, hanging.get(), parents.compare(link));
    }

    /** A row that a foreign key without a cascade points at cannot go alone, nor can what goes along with it. */
    private List<Finding> held(Link link, List<Link> links) {
        List<Finding> found = new ArrayList<>();
        if (link.decidedAs(Orphans.DELETE)) {
            held(List.of(link), links, found);
        }
        return found;
    }

    private void held(List<Link> chain, List<Link> links, List<Finding> found) {
        Link last = chain.get(chain.size() - 1);
        for (Link other : links) {
            boolean follows = other.toTable().equals(last.table()) && (other.holds() || other.carries());
            if (!follows || other.table().equals(other.toTable()) || chain.contains(other)) {
                continue;
            }
            List<Link> longer = new ArrayList<>(chain);
            longer.add(other);
            if (other.holds() && !other.settled()) {
                orphans.countHeld(longer)
                        .filter(hanging -> !hanging.none())
                        .ifPresent(hanging -> found.add(findings.held(chain.get(0), other, hanging)));
            } else if (other.carries()) {
                held(longer, links, found);
            }
        }
    }

    private List<Finding> notChecked(List<Link> links) {
        List<Finding> found = new ArrayList<>();
        for (Table table : rows.target().tables().values()) {
            if (rows.overlaid(table.name()) && rows.has(table.name())) {
                List<Link> own = links.stream()
                        .filter(link -> link.table().equals(table.name()))
                        .toList();
                references.unknown(table, own).forEach(column -> found.add(findings.unknown(table, column)));
            }
        }
        return found;
    }
}
