package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.planner.ParentComparison.Difference;
import dev.dbmerge.internal.reference.Hanging;
import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import dev.dbmerge.spec.Reference.Orphans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what the rows that were counted mean for the merge, and what decides about them. */
final class ReferenceFindings {
    private static final String DECIDE = "Decide what becomes of these rows.";

    private final MergeSpec spec;
    private final TargetRows rows;
    private final ReferenceDecisions decisions;
    private final LaterChanges later;

    ReferenceFindings(MergeSpec spec, TargetRows rows) {
        this.spec = spec;
        this.rows = rows;
        this.decisions = new ReferenceDecisions(rows.target(), rows.production());
        this.later = new LaterChanges(spec);
    }

    /** Gives what is to be said of one reference; nothing where both its sides come from one source and fit. */
    List<Finding> about(Link link, Hanging orphans, Optional<Difference> difference) {
        boolean differs = difference.filter(found -> !found.hanging().none()).isPresent();
        if (orphans.none() && !differs) {
            return rows.source(link.table()) == rows.source(link.toTable())
                    ? List.of()
                    : List.of(found(link, difference));
        }
        if (link.settled() || !link.declared() && link.decidedAs(Orphans.WARN)) {
            return List.of(decided(link, orphans, difference));
        }
        List<Finding> found = new ArrayList<>();
        boolean forbidden = link.declared() || link.decidedAs(Orphans.FAIL);
        if (forbidden && !orphans.none()) {
            found.add(forbidden(link, orphans));
        }
        if (differs || !forbidden) {
            found.add(loose(link, forbidden ? Hanging.NONE : orphans, difference));
        }
        return found;
    }

    private Finding found(Link link, Optional<Difference> difference) {
        String same = difference
                .map(compared -> "its rows find the same ones there, by " + compared.by())
                .orElse("its rows find some there; whether these are the same ones cannot be told");
        return finding(Level.NOTE, cross(link), link, hangs(link) + "; " + same + ".", "");
    }

    private ErrorCode cross(Link link) {
        return rows.overlaid(link.table()) ? ErrorCode.PARENTS_MISSING : ErrorCode.CHILDREN_OF_OVERLAID;
    }

    private Finding decided(Link link, Hanging orphans, Optional<Difference> difference) {
        if (orphans.none()) {
            String stay = hangs(link) + ": " + what(link, orphans, difference) + "; they stay, as the spec says.";
            return finding(Level.NOTE, cross(link), link, stay, "");
        }
        String what = link.decidedAs(Orphans.DELETE)
                ? "the run removes them, as the spec says."
                : link.decidedAs(Orphans.SET_NULL)
                        ? "the run makes it NULL there, as the spec says."
                        : "they stay, as the spec says.";
        String others = difference
                .filter(found -> !found.hanging().none())
                .map(found -> " It points at another one than in " + source(link) + " in "
                        + found.hanging().text() + ", by " + found.by() + "; these stay.")
                .orElse("");
        return finding(Level.NOTE, ErrorCode.PARENTS_MISSING, link, nowhere(link, orphans) + "; " + what + others, "");
    }

    /** The references step would reject the target. */
    private Finding forbidden(Link link, Hanging orphans) {
        String who = link.key().isPresent()
                ? "its foreign key " + link.key().get().name() + " forbids"
                : "the spec's reference forbids";
        Optional<String> change = later.of(link);
        String until = change.map(name -> "; " + name + " may change that before it is checked")
                .orElse("");
        List<Decision> ways = new ArrayList<>(decisions.changing(link));
        if (!link.declared()) {
            ways.addAll(decisions.accepting(link));
        }
        if (!rows.overlaid(link.table())) {
            ways.addAll(decisions.otherRows(link));
        }
        return finding(
                        change.isEmpty() ? Level.BLOCKER : Level.WARNING,
                        ErrorCode.PARENTS_MISSING,
                        link,
                        nowhere(link, orphans) + ", which " + who + until + ".",
                        ways.isEmpty()
                                ? "Leave these rows out by overlay." + link.table() + ".where, or mend them in "
                                        + source(link) + "."
                                : DECIDE)
                .decidedBy(ways.toArray(Decision[]::new));
    }

    private Finding loose(Link link, Hanging orphans, Optional<Difference> difference) {
        boolean asBefore = rows.overlaid(link.table()) && rows.overlaid(link.toTable()) && whole(link);
        if (asBefore) {
            return finding(
                    Level.NOTE,
                    ErrorCode.PARENTS_MISSING,
                    link,
                    nowhere(link, orphans) + ", as in production itself.",
                    "");
        }
        boolean ofStaging = !rows.overlaid(link.table());
        List<Decision> ways = new ArrayList<>();
        if (ofStaging) {
            ways.addAll(decisions.otherRows(link));
        }
        ways.addAll(decisions.accepting(link));
        ways.addAll(decisions.changing(link));
        return finding(
                        Level.WARNING,
                        cross(link),
                        link,
                        hangs(link) + ": " + what(link, orphans, difference) + ".",
                        DECIDE)
                .decidedBy(ways.toArray(Decision[]::new));
    }

    private String hangs(Link link) {
        String rest = rows.emptied(link.toTable())
                ? "which will have no rows"
                : rows.overlaid(link.toTable()) ? "which will be production's" : "which will be staging's";
        return capital(source(link)) + "'s " + link.from() + " points at " + link.toTable() + ", " + rest;
    }

    private String what(Link link, Hanging orphans, Optional<Difference> difference) {
        Optional<String> nowhere =
                orphans.none() ? Optional.empty() : Optional.of(orphans.text() + " at none that is there");
        Optional<String> other = difference
                .filter(found -> !found.hanging().none())
                .map(found ->
                        found.hanging().text() + " at another one than in " + source(link) + ", by " + found.by());
        return String.join(
                " and ", Stream.of(nowhere, other).flatMap(Optional::stream).toList());
    }

    private String nowhere(Link link, Hanging orphans) {
        return capital(source(link)) + "'s " + link.from() + " points at no " + link.to() + " of the target in "
                + orphans.text();
    }

    /** Tells whether all of production's rows of both tables come as they are. */
    private boolean whole(Link link) {
        return Stream.of(link.table(), link.toTable())
                .map(table -> spec.overlay().get(table))
                .noneMatch((Overlay overlay) -> overlay.from().isPresent()
                        || overlay.where().isPresent()
                        || overlay.keepStaging().isPresent());
    }

    /** Finds a reference whose orphans the spec wants to point at nothing, where that cannot be. */
    Optional<Finding> cannotBeNull(Link link) {
        if (!link.decidedAs(Orphans.SET_NULL) || decisions.nullable(link)) {
            return Optional.empty();
        }
        List<Decision> ways = new ArrayList<>(decisions.changing(link));
        if (!link.declared()) {
            ways.addAll(decisions.accepting(link));
        }
        return Optional.of(finding(
                        Level.BLOCKER,
                        ErrorCode.PARENTS_MISSING,
                        link,
                        "The spec wants orphans of " + link.from()
                                + " to point at nothing, but the column cannot be NULL, or the table has no primary key.",
                        DECIDE)
                .decidedBy(ways.toArray(Decision[]::new)));
    }

    /** Says that orphans cannot go, since a foreign key holds on to them. */
    Finding held(Link link, Link other, Hanging hanging) {
        List<Decision> ways = decisions.changing(other);
        return finding(
                        Level.BLOCKER,
                        ErrorCode.PARENTS_MISSING,
                        other,
                        capital(source(other)) + "'s " + other.from() + " points in " + hanging.text() + " at rows of "
                                + other.toTable() + " that go "
                                + (other.toTable().equals(link.table()) ? "as" : "along with")
                                + " orphans of " + link.from() + ", which its foreign key "
                                + other.key().orElseThrow().name() + " forbids.",
                        ways.isEmpty() ? "Remove these rows by a rule under cleanup." : DECIDE)
                .decidedBy(ways.toArray(Decision[]::new));
    }

    /** Says that no source can answer. */
    Finding notAsked(Link link) {
        return finding(
                Level.NOTE,
                ErrorCode.NOT_ASKED,
                link,
                "Whether " + link.from() + " points at rows of " + link.toTable()
                        + " is counted in the run: no one source has all that it needs.",
                "");
    }

    /** Says that a server refused to answer. */
    Finding refused(Link link, MergeException why) {
        return finding(
                Level.WARNING,
                ErrorCode.NOT_ASKED,
                link,
                "Whether " + link.from() + " points at rows of " + link.toTable() + " could not be asked: "
                        + why.problem(),
                "Mend that, or look at the references in the run's report.");
    }

    /** Says that a column's name names no table. */
    Finding unknown(Table table, String column) {
        String name = table.name() + "." + column;
        return new Finding(
                        Level.NOTE,
                        ErrorCode.NOT_ASKED,
                        name,
                        name + " is not checked here: its name names no table of this database.",
                        "")
                .of(table.name());
    }

    private String source(Link link) {
        return rows.overlaid(link.table()) ? "production" : "staging";
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static Finding finding(Level level, ErrorCode code, Link link, String problem, String remedy) {
        return new Finding(level, code, link.from(), problem, remedy).of(link.table());
    }
}
