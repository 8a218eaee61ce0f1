package dev.dbmerge.internal.cleanup;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.error.ServerException;
import dev.dbmerge.internal.cleanup.Archive.Image;
import dev.dbmerge.internal.planner.LimitCheck;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.internal.sql.CleanupStatement.Kind;
import dev.dbmerge.internal.sql.CleanupStatement.Target;
import dev.dbmerge.report.RuleResult;
import dev.dbmerge.spec.CleanupRule;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Archives what one rule finds, runs it, and proves that it did to exactly these rows what it is there for. */
final class RuleRun {
    private static final String SAME_ROWS =
            "make its condition find the same rows each time, without RAND(), UUID(), SYSDATE() or a LIMIT over equal values.";
    private static final Set<Integer> CHILD_ROWS = Set.of(1217, 1451);

    private final Session session;
    private final CleanupRule rule;
    private final CleanupStatement statement;
    private final Map<String, Archive> archives;
    private final Cascade cascade;
    private final Set<String> own;
    private final Map<String, Long> before = new LinkedHashMap<>();

    RuleRun(
            Session session,
            CleanupRule rule,
            CleanupStatement statement,
            Map<String, Archive> archives,
            Cascade cascade) {
        this.session = session;
        this.rule = rule;
        this.statement = statement;
        this.archives = archives;
        this.cascade = cascade;
        this.own = statement.targets().stream().map(Target::table).collect(Collectors.toSet());
    }

    RuleOutcome run() {
        archives.forEach((name, archive) -> before.put(name, archive.tableRows()));
        boolean delete = statement.kind() == Kind.DELETE;
        long found = explained(delete ? this::findRemoved : this::findChanged);
        own.forEach(this::refuseExcess);
        long affected = explained(this::execute);
        archives.values().forEach(Archive::addAfter);
        List<RuleResult> results = archives.keySet().stream().map(this::result).toList();
        compareCounts(delete, found, affected, results);
        results.forEach(this::compareRows);
        return new RuleOutcome(
                results.stream()
                        .filter(result -> own.contains(result.table()) || touches(result))
                        .toList(),
                archives.values().stream().mapToLong(Archive::rows).sum());
    }

    private long findRemoved() {
        statement.targets().forEach(target -> archives.get(target.table()).addFound(statement, target, Image.REMOVED));
        long found = own.stream().mapToLong(this::touched).sum();
        cascade.archive(
                archives.keySet(),
                (parent, key, image) -> archives.get(key.table()).addChildren(key, archives.get(parent), image));
        return found;
    }

    private long findChanged() {
        return statement.targets().stream()
                .mapToLong(target -> archives.get(target.table()).addFound(statement, target, Image.BEFORE))
                .sum();
    }

    private long touched(String table) {
        return archives.get(table).count(statement.kind() == Kind.DELETE ? Image.REMOVED : Image.BEFORE);
    }

    private long execute() {
        return session.execute("run " + RuleGuard.named(rule), statement.text());
    }

    /** Says of a statement that the server refuses what to do about the rule's file and what became of the rows. */
    private long explained(LongSupplier work) {
        try {
            return work.getAsLong();
        } catch (ServerException e) {
            if (e.code() != ErrorCode.STEP) {
                throw e;
            }
            boolean childRows = e.getCause() instanceof SQLException sql && CHILD_ROWS.contains(sql.getErrorCode());
            String remedy = childRows
                    ? "Remove the rows that point there in a rule with a lower number; "
                    : "Mend " + rule.file() + "; ";
            throw new ServerException(e.code(), e.problem(), remedy + undone() + ".", e.getCause());
        }
    }

    private RuleResult result(String table) {
        Archive archive = archives.get(table);
        return new RuleResult(
                rule.id(),
                table,
                before.get(table),
                archive.count(Image.REMOVED),
                archive.count(Image.AFTER),
                archive.tableRows());
    }

    /** A row that goes by cascade before the statement comes to it is not among those that the server counts. */
    private void compareCounts(boolean delete, long found, long affected, List<RuleResult> results) {
        long changed = results.stream().mapToLong(RuleResult::changed).sum();
        boolean same = found == affected;
        if (delete && !same) {
            same = affected < found && cascade.comesBackTo(own);
        } else if (!same) {
            // A driver may be set to count only the rows that got other values.
            same = affected == changed;
        }
        if (!same) {
            String did = delete ? " removed " : " changed ";
            throw mismatch("found " + rows(found) + " of " + tables() + " before it ran, and then" + did
                    + rows(affected) + ".");
        }
    }

    private void compareRows(RuleResult result) {
        long expected = result.before() - result.removed();
        if (result.after() != expected) {
            String clause = "left " + rows(result.after()) + " in " + result.table()
                    + ", which by the rows that it found should hold " + number(expected) + ".";
            throw result.after() > expected && cascade.comesBackTo(own) ? unfollowed(clause) : mismatch(clause);
        }
        long stillThere = archives.get(result.table()).stillThere();
        if (stillThere > 0) {
            throw mismatch("found " + rows(result.removed()) + " of " + result.table() + " to remove, and "
                    + number(stillThere) + " of them are still there while others are gone.");
        }
    }

    private MergeException mismatch(String clause) {
        return broken(clause, SAME_ROWS);
    }

    /** MySQL 9.7.4 does not follow two tables that point at each other, and leaves orphans; 8.0 and MariaDB do follow. */
    private MergeException unfollowed(String clause) {
        return broken(
                clause,
                "this server does not follow foreign keys that lead back to " + tables()
                        + ", so remove the rows that point there in a rule with a lower number.");
    }

    private MergeException broken(String clause, String remedy) {
        String undone = undone().substring(0, 1).toUpperCase(Locale.ROOT) + undone().substring(1);
        return new MergeException(ErrorCode.RULE_ARCHIVE, RuleGuard.title(rule) + " " + clause, undone + "; " + remedy);
    }

    private String undone() {
        List<String> stays = new ArrayList<>();
        archives.values().stream()
                .map(Archive::table)
                .filter(table -> !table.transactional())
                .forEach(table -> stays.add(table.name() + " is " + table.engine()));
        return stays.isEmpty()
                ? "what the rule did was undone"
                : "what the rule did stays in the target (" + String.join(", ", stays) + "), so build it again";
    }

    private static boolean touches(RuleResult result) {
        return result.removed() + result.changed() > 0;
    }

    private String tables() {
        return statement.targets().stream().map(Target::table).distinct().collect(Collectors.joining(" and "));
    }

    private void refuseExcess(String table) {
        new LimitCheck(rule, table, before.get(table), touched(table)).excess().ifPresent(excess -> {
            throw new RefusedException(
                    ErrorCode.RULE_LIMIT, excess.problem(), "Nothing was changed; " + excess.remedy());
        });
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String rows(long number) {
        return number(number) + (number == 1 ? " row" : " rows");
    }
}
