package dev.dbmerge.internal.planner;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.planner.OrphanCounter.Child;
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
                            .filter(link -> !rows.emptied(link.table()))
                            .forEach(link -> about(rule, statement, target, link, touched)
                                    .ifPresent(found::add));
                }
            }
            statement.targets().forEach(target -> touched.add(target.table()));
        }
        return found;
    }

    private Optional<Finding> about(
            CleanupRule rule, CleanupStatement statement, Target target, Link link, Set<String> touched) {
        Set<String> asked = mentioned(statement);
        asked.add(link.table());
        Optional<String> unclear = unclear(asked, touched);
        if (unclear.isPresent()) {
            return Optional.of(findings.inTheRun(rule, link, unclear.get()));
        }
        Optional<Map<String, String>> selects = selects(statement, link, asked);
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
            Hanging left = count(session.get(), statement, target, link, selects.get());
            return left.none() ? Optional.empty() : Optional.of(findings.left(rule, link, left));
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

    private Optional<Map<String, String>> selects(CleanupStatement statement, Link link, Set<String> asked) {
        Set<String> read = new HashSet<>(statement.identifiers());
        read.addAll(link.toColumns());
        Map<String, String> selects = new LinkedHashMap<>();
        for (String table : asked) {
            Set<String> names = new HashSet<>(read);
            if (table.equals(link.table())) {
                names.addAll(child(link).read());
            }
            Optional<String> select = rows.select(table, names);
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

    private Hanging count(
            Session session, CleanupStatement statement, Target target, Link link, Map<String, String> selects) {
        String with = selects.entrySet().stream()
                .map(entry -> Names.quote(entry.getKey()) + " AS (" + entry.getValue() + ")")
                .collect(Collectors.joining(", ", "WITH ", " "));
        return new Question(session, statement, target, link, with).ask();
    }

    /** Takes a name for a table wherever it stands: too many do no harm, one too few would. */
    private Set<String> mentioned(CleanupStatement statement) {
        return rows.target().tables().keySet().stream()
                .filter(table -> statement.identifiers().stream().anyMatch(table::equalsIgnoreCase))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** One rule's rows and one reference to them. */
    private final class Question {
        private final Session session;
        private final CleanupStatement statement;
        private final Target target;
        private final Link link;
        private final String with;
        private final Child child;

        Question(Session session, CleanupStatement statement, Target target, Link link, String with) {
            this.session = session;
            this.statement = statement;
            this.target = target;
            this.link = link;
            this.with = with;
            this.child = child(link);
        }

        Hanging ask() {
            List<Column> parent =
                    OrphanCounter.columns(rows.target().table(link.toTable()).orElseThrow(), link.toColumns());
            String gone = IntStream.range(0, parent.size())
                    .mapToObj(i -> Names.quote("gone", "k" + i) + " = "
                            + Points.value("c", child.columns().get(i), parent.get(i)))
                    .collect(Collectors.joining(" AND "));
            String from = " FROM " + Names.quote(link.table()) + " AS c WHERE " + Points.given("c", child.columns())
                    + child.filter() + " AND EXISTS (SELECT 1 FROM (" + removed(target, link.toColumns())
                    + ") AS gone WHERE " + gone + ")" + staying();
            return OrphanCounter.found(session, child, with, from);
        }

        private String removed(Target aim, List<String> columns) {
            return statement.selectOf(
                    aim,
                    IntStream.range(0, columns.size())
                            .mapToObj(i -> Names.quote(aim.reference(), columns.get(i)) + " AS k" + i)
                            .collect(Collectors.joining(", ")));
        }

        /** Leaves out the rows of the child that the rule removes as well. */
        private String staying() {
            Table table = child.table();
            List<String> key = table.primaryKey().map(Key::columns).orElse(List.of());
            if (key.isEmpty()) {
                return "";
            }
            return statement.targets().stream()
                    .filter(aim -> aim.table().equalsIgnoreCase(table.name()))
                    .map(aim -> " AND NOT EXISTS (SELECT 1 FROM (" + removed(aim, key) + ") AS itself WHERE "
                            + IntStream.range(0, key.size())
                                    .mapToObj(
                                            i -> Names.quote("itself", "k" + i) + " = " + Names.quote("c", key.get(i)))
                                    .collect(Collectors.joining(" AND "))
                            + ")")
                    .collect(Collectors.joining());
        }
    }
}
