package dev.dbmerge.internal.planner;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.reference.Child;
import dev.dbmerge.internal.reference.Hanging;
import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.internal.reference.Points;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.internal.sql.CleanupStatement.Kind;
import dev.dbmerge.internal.sql.CleanupStatement.Target;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.MergeSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts the rows that stay and point at rows that a cleanup rule would remove.
 *
 * <p>The rule's own text runs as a SELECT over the rows that the target will hold, as in its forecast. What it removes itself does not
 * count.
 */
final class RuleOrphans {
    private final MergeSpec spec;
    private final TargetRows rows;
    private final RuleOrphanFindings findings;
    private final LaterChanges changes;

    RuleOrphans(MergeSpec spec, TargetRows rows) {
        this.spec = spec;
        this.rows = rows;
        this.findings = new RuleOrphanFindings(spec, rows);
        this.changes = new LaterChanges(spec);
    }

    /** Asks about every rule that removes rows, and every reference to its tables. */
    List<Finding> ask(List<Link> links) {
        List<Finding> found = new ArrayList<>();
        Set<String> touched = new HashSet<>();
        for (CleanupRule rule : spec.cleanup()) {
            CleanupStatement statement = CleanupStatement.parse(rule.sql());
            if (statement.kind() == Kind.DELETE) {
                for (Target target : statement.targets()) {
                    links.stream()
                            .filter(link -> link.toTable().equalsIgnoreCase(target.table()))
                            .forEach(link -> along(rule, statement, target, List.of(link), links, touched, found));
                }
            }
            statement.targets().forEach(target -> touched.add(target.table()));
        }
        return found;
    }

    /** Asks about the last reference of a chain that starts at the rule's table, then about those that hold on to what goes along. */
    private void along(
            CleanupRule rule,
            CleanupStatement statement,
            Target target,
            List<Link> chain,
            List<Link> links,
            Set<String> touched,
            List<Finding> found) {
        Link last = chain.get(chain.size() - 1);
        if (rows.emptied(last.table())) {
            return;
        }
        about(rule, statement, target, chain, touched).ifPresent(found::add);
        if (!last.carries()) {
            return;
        }
        for (Link next : links) {
            boolean follows = next.toTable().equals(last.table()) && (next.holds() || next.carries());
            if (follows && !next.table().equals(next.toTable()) && !chain.contains(next)) {
                List<Link> longer = new ArrayList<>(chain);
                longer.add(next);
                along(rule, statement, target, longer, links, touched, found);
            }
        }
    }

    private Optional<Finding> about(
            CleanupRule rule, CleanupStatement statement, Target target, List<Link> chain, Set<String> touched) {
        Link link = chain.get(chain.size() - 1);
        Set<String> asked = mentioned(statement);
        chain.forEach(one -> asked.add(one.table()));
        Optional<String> unclear = unclear(asked, touched);
        if (unclear.isPresent()) {
            return Optional.of(findings.inTheRun(rule, link, unclear.get()));
        }
        Optional<Map<String, String>> selects = selects(statement, chain, asked);
        if (selects.isEmpty()) {
            return Optional.of(findings.inTheRun(rule, link, "a table has columns that only the target will have"));
        }
        Optional<Session> session = rows.reading(asked.stream().map(rows::place).toList());
        if (session.isEmpty()) {
            return Optional.of(findings.inTheRun(rule, link, "its tables are on two servers"));
        }
        if (!session.get().server().version().commonTableExpressions()) {
            return Optional.of(findings.inTheRun(rule, link, "the server has no WITH queries"));
        }
        try {
            Hanging left = new Question(session.get(), statement, target, chain).ask(selects.get());
            if (left.none() || chain.size() > 1 && !link.holds()) {
                return Optional.empty();
            }
            return Optional.of(
                    chain.size() == 1 ? findings.left(rule, link, left) : findings.heldAlong(rule, link, left));
        } catch (MergeException e) {
            String why = "a source's server cannot answer it: "
                    + ReferenceQuestions.passing(e).problem();
            return Optional.of(findings.inTheRun(rule, link, why));
        }
    }

    private Optional<String> unclear(Set<String> asked, Set<String> touched) {
        if (asked.stream().anyMatch(touched::contains)) {
            return Optional.of("an earlier rule changes its rows");
        }
        return changes.fix(asked).map(fix -> fix + " may change its rows");
    }

    private Optional<Map<String, String>> selects(CleanupStatement statement, List<Link> chain, Set<String> asked) {
        Set<String> read = new HashSet<>(statement.identifiers());
        chain.forEach(link -> read.addAll(link.toColumns()));
        chain.forEach(link -> read.addAll(child(link).read()));
        Map<String, String> selects = new LinkedHashMap<>();
        for (String table : asked) {
            Optional<String> select = rows.select(table, read);
            if (select.isEmpty()) {
                return Optional.empty();
            }
            selects.put(table, select.get());
        }
        return Optional.of(selects);
    }

    private Child child(Link link) {
        return new Child(link, rows.target().table(link.table()).orElseThrow());
    }

    /** Takes a name for a table wherever it stands: too many do no harm, one too few would. */
    private Set<String> mentioned(CleanupStatement statement) {
        return rows.target().tables().keySet().stream()
                .filter(table -> statement.identifiers().stream().anyMatch(table::equalsIgnoreCase))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** One rule's rows and a chain of references to them; the rows of the last one that stay are asked for. */
    private final class Question {
        private final Session session;
        private final CleanupStatement statement;
        private final Target target;
        private final List<Link> chain;

        Question(Session session, CleanupStatement statement, Target target, List<Link> chain) {
            this.session = session;
            this.statement = statement;
            this.target = target;
            this.chain = chain;
        }

        Hanging ask(Map<String, String> selects) {
            String with = selects.entrySet().stream()
                    .map(entry -> Names.quote(entry.getKey()) + " AS (" + entry.getValue() + ")")
                    .collect(Collectors.joining(", ", "WITH ", " "));
            Child last = child(chain.get(chain.size() - 1));
            String from = " FROM " + Names.quote(last.table().name()) + " AS c WHERE " + left(chain.size() - 1, "c");
            return last.count(session, with, from);
        }

        /** Gives the condition that a row of one link's table stays and points at one that goes. */
        private String left(int at, String reference) {
            Link link = chain.get(at);
            Child child = child(link);
            String filter = link.filter()
                    .map(found -> " AND " + found.condition(reference))
                    .orElse("");
            return Points.given(reference, child.columns()) + filter + " AND EXISTS (" + going(at, child, reference)
                    + ")" + staying(child.table(), reference);
        }

        private String going(int at, Child child, String reference) {
            Link link = chain.get(at);
            List<Column> parent =
                    rows.target().table(link.toTable()).orElseThrow().columns(link.toColumns());
            if (at > 0) {
                String along = "along" + at;
                return "SELECT 1 FROM " + Names.quote(link.toTable()) + " AS " + along + " WHERE "
                        + Points.same(along, parent, reference, child.columns()) + " AND " + left(at - 1, along);
            }
            String gone = IntStream.range(0, parent.size())
                    .mapToObj(i -> Names.quote("gone", "k" + i) + " = "
                            + Points.value(reference, child.columns().get(i), parent.get(i)))
                    .collect(Collectors.joining(" AND "));
            return "SELECT 1 FROM (" + removed(target, link.toColumns()) + ") AS gone WHERE " + gone;
        }

        private String removed(Target aim, List<String> columns) {
            return statement.selectOf(
                    aim,
                    IntStream.range(0, columns.size())
                            .mapToObj(i -> Names.quote(aim.reference(), columns.get(i)) + " AS k" + i)
                            .collect(Collectors.joining(", ")));
        }

        /** Leaves out the rows that the rule removes as well. */
        private String staying(Table table, String reference) {
            List<String> key = table.primaryKey().map(Key::columns).orElse(List.of());
            if (key.isEmpty()) {
                return "";
            }
            return statement.targets().stream()
                    .filter(aim -> aim.table().equalsIgnoreCase(table.name()))
                    .map(aim -> " AND NOT EXISTS (SELECT 1 FROM (" + removed(aim, key) + ") AS itself WHERE "
                            + IntStream.range(0, key.size())
                                    .mapToObj(i ->
                                            Names.quote("itself", "k" + i) + " = " + Names.quote(reference, key.get(i)))
                                    .collect(Collectors.joining(" AND "))
                            + ")")
                    .collect(Collectors.joining());
        }
    }
}
