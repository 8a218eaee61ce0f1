package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.reference.Hanging;
import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Reference.Orphans;
import java.util.ArrayList;
import java.util.List;

/** Says what it means that a rule removes rows which others point at. */
final class RuleOrphanFindings {
    private final MergeSpec spec;
    private final ReferenceDecisions decisions;

    RuleOrphanFindings(MergeSpec spec, TargetRows rows) {
        this.spec = spec;
        this.decisions = new ReferenceDecisions(rows.target(), rows.production());
    }

    /** Says how many rows stay and point at what a rule removes. */
    Finding left(CleanupRule rule, Link link, Hanging left) {
        String problem = "Rule " + rule.id() + " removes rows of " + link.toTable() + " that " + link.from()
                + " points at in " + left.text();
        return link.declared() ? declared(rule, link, problem) : undeclared(rule, link, problem);
    }

    /** Says how many rows hold on to rows that go along with what a rule removes. */
    Finding heldAlong(CleanupRule rule, Link link, Hanging left) {
        String problem = "Rule " + rule.id() + " takes rows of " + link.toTable() + " along that " + link.from()
                + " points at in " + left.text();
        return declared(rule, link, problem);
    }

    private Finding declared(CleanupRule rule, Link link, String problem) {
        if (link.holds() && link.settled()) {
            String what = link.decidedAs(Orphans.DELETE) ? "removes them" : "makes it NULL there";
            return note(rule, link, problem + "; the run " + what + " before, as the spec says.");
        }
        return switch (link.key().orElseThrow().onDelete()) {
            case "CASCADE" -> note(rule, link, problem + "; the foreign key removes them as well.");
            case "SET NULL" -> note(rule, link, problem + "; the foreign key makes it NULL there.");
            default ->
                finding(
                                laterRule(rule, link) ? Level.WARNING : Level.BLOCKER,
                                rule,
                                link,
                                problem + ", which the foreign key "
                                        + link.key().orElseThrow().name() + " forbids.",
                                "Remove the rows that point there in a rule with a lower number, or spare what they point at in "
                                        + rule.file().getFileName() + ", or decide here what becomes of these rows.")
                        .decidedBy(decisions.changing(link).toArray(Decision[]::new));
        };
    }

    private Finding undeclared(CleanupRule rule, Link link, String problem) {
        if (link.settled()) {
            String what = link.decidedAs(Orphans.DELETE) ? "removes them" : "makes it NULL there";
            return note(rule, link, problem + "; the run " + what + ", as the spec says.");
        }
        if (link.accepted()) {
            return note(rule, link, problem + "; they stay, as the spec says.");
        }
        boolean forbidden = link.decidedAs(Orphans.FAIL);
        List<Decision> ways = new ArrayList<>(decisions.accepting(link));
        ways.addAll(decisions.changing(link));
        return finding(
                        forbidden && !laterRule(rule, link) ? Level.BLOCKER : Level.WARNING,
                        rule,
                        link,
                        problem + (forbidden ? ", which the spec's reference forbids." : "."),
                        "Spare what they point at in " + rule.file().getFileName()
                                + ", or decide what becomes of these rows.")
                .decidedBy(ways.toArray(Decision[]::new));
    }

    /** A declared foreign key is watched while the rule runs, so that only rules before it help; others are looked at in the end. */
    private boolean laterRule(CleanupRule rule, Link link) {
        int at = spec.cleanup().indexOf(rule);
        return !link.declared()
                && spec.cleanup().subList(at + 1, spec.cleanup().size()).stream()
                        .anyMatch(later -> LaterChanges.writes(later, link.table()));
    }

    /** Gives the line that leaves a rule out. */
    static Decision skipped(CleanupRule rule) {
        return Decision.at("the rule does not run", "true", "rules", rule.id(), "skip");
    }

    /** Says that the plan cannot count them. */
    Finding inTheRun(CleanupRule rule, Link link, String why) {
        return new Finding(
                        Level.NOTE,
                        ErrorCode.NOT_ASKED,
                        rule.id(),
                        "Whether rule " + rule.id() + " removes rows that " + link.from()
                                + " points at is counted in the run: " + why + ".",
                        "")
                .of(link.table());
    }

    private static Finding note(CleanupRule rule, Link link, String problem) {
        return finding(Level.NOTE, rule, link, problem, "");
    }

    private static Finding finding(Level level, CleanupRule rule, Link link, String problem, String remedy) {
        return new Finding(level, ErrorCode.RULE_ORPHANS, rule.id(), problem, remedy).of(link.table());
    }
}
