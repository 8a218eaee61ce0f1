package dev.dbmerge.internal.cleanup;

import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.internal.sql.CleanupStatement.Target;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.Reference;
import java.util.List;
import java.util.Optional;

/**
 * A cleanup rule that can be applied to some rows of its table alone, as to those that production changed since the run.
 *
 * <p>It is one where the spec says {@code scope: row}, the statement looks at each row by itself, and no foreign key takes rows of
 * other tables along. What it finds goes into the archive that the run made.
 */
public final class RowRule {
    private final CleanupRule rule;
    private final CleanupStatement statement;
    private final Table table;
    private final String name;
    private final String archive;
    private final ExactColumns columns;

    private RowRule(CleanupRule rule, CleanupStatement statement, String schema, Table table, String archive) {
        this.rule = rule;
        this.statement = statement;
        this.table = table;
        this.name = Names.quote(schema, table.name());
        this.archive = Names.quote(schema, archive);
        this.columns = new ExactColumns(table);
    }

    /** Tells whether a rule is one. */
    public static boolean is(CleanupRule rule, Schema target, List<Reference> references) {
        CleanupStatement statement = CleanupStatement.parse(rule.sql());
        if (rule.scope() != CleanupRule.Scope.ROW || !statement.rowByRow()) {
            return false;
        }
        String table = statement.targets().get(0).table();
        Cascade cascade = new Cascade(target);
        boolean alone = statement.kind() == CleanupStatement.Kind.UPDATE
                || cascade.reach(List.of(table)).size() == 1;
        boolean held = references.stream()
                .anyMatch(reference ->
                        reference.changesRows() && reference.toTable().equals(table));
        return alone && !held && target.table(table).isPresent();
    }

    /**
     * Makes one of a rule that {@link #is} one.
     *
     * @param archive the archive's table, which exists
     */
    public static RowRule of(CleanupRule rule, Schema target, String archive) {
        CleanupStatement statement = CleanupStatement.parse(rule.sql());
        String table = statement.targets().get(0).table();
        return new RowRule(rule, statement, target.name(), target.tables().get(table), archive);
    }

    /** Gives the statement that makes the archive of a rule that {@link #is} one. */
    public static String createArchive(CleanupRule rule, Schema target, String archive) {
        String table = CleanupStatement.parse(rule.sql()).targets().get(0).table();
        return new ArchiveSql(target.name(), target.tables().get(table), archive).create();
    }

    /** Gives the table whose rows it removes or changes. */
    public String table() {
        return table.name();
    }

    /** Gives what the statement calls its table, where that is not its name. */
    public Optional<String> alias() {
        String reference = statement.targets().get(0).reference();
        return reference.equals(table.name()) ? Optional.empty() : Optional.of(reference);
    }

    /**
     * Applies it to some rows, which it has not been applied to yet.
     *
     * @param session whose default database is the target, and whose time is pinned to the run's
     * @param condition over the key's columns; empty for all rows
     */
    public void apply(Session session, String condition) {
        String rows = condition.isEmpty() ? "TRUE" : condition;
        Target target = statement.targets().get(0);
        boolean delete = statement.kind() == CleanupStatement.Kind.DELETE;
        String doing = "apply " + RuleGuard.named(rule) + " to rows that production changed";
        String found = statement.selectOf(
                target, "'" + (delete ? "removed" : "before") + "', " + columns.of(target.reference()), rows);
        session.execute(doing, insert() + found);
        session.execute(doing, statement.narrowed(rows));
        if (!delete) {
            session.execute(
                    doing,
                    insert() + "SELECT 'after', " + columns.of(table.name()) + " FROM " + name + " WHERE (" + rows
                            + ") AND EXISTS (SELECT 1 FROM " + archive
                            + " AS b WHERE b.`_dbmerge_image` = 'before' AND "
                            + columns.sameRow(table.name(), "b") + ")");
        }
    }

    private String insert() {
        return "INSERT INTO " + archive + " (`_dbmerge_image`, " + columns.names() + ")\n";
    }
}
