package dev.dbmerge.internal.cleanup;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.internal.sql.CleanupStatement.Target;
import dev.dbmerge.internal.sql.SqlTextException;
import dev.dbmerge.spec.CleanupRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Refuses a rule whose rows cannot be accounted for, or which speaks of other databases than the target. */
public final class RuleGuard {
    private final Schema target;
    private final Cascade cascade;
    private final Set<String> sourceSchemas;

    /**
     * Makes the guard.
     *
     * @param target the target's structure, foreign keys included
     * @param sourceSchemas names of staging's and production's databases, which no rule may mention
     */
    public RuleGuard(Schema target, Set<String> sourceSchemas) {
        this(target, new Cascade(target), sourceSchemas);
    }

    RuleGuard(Schema target, Cascade cascade, Set<String> sourceSchemas) {
        this.target = target;
        this.cascade = cascade;
        this.sourceSchemas = Set.copyOf(sourceSchemas);
    }

    /**
     * Reads a rule's statement and refuses what may not run.
     *
     * @throws MergeException when it is not one DELETE or UPDATE, or changes what it may not
     */
    public CleanupStatement admit(CleanupRule rule) {
        CleanupStatement statement = parse(rule);
        for (String qualifier : statement.qualifiers()) {
            if (sourceSchemas.stream().anyMatch(qualifier::equalsIgnoreCase)) {
                throw new RefusedException(
                        ErrorCode.FOREIGN_NAME,
                        title(rule) + " speaks of the database " + qualifier + ", but rules see the target alone.",
                        "Leave the database's name out; give an alias of that name another one.");
            }
        }
        statement.identifiers().forEach(name -> refuseOwn(rule, name));
        statement.targets().forEach(aim -> admit(rule, statement, aim));
        return statement;
    }

    private static CleanupStatement parse(CleanupRule rule) {
        try {
            return CleanupStatement.parse(rule.sql());
        } catch (SqlTextException e) {
            throw new MergeException(
                    ErrorCode.SPEC_RULE,
                    title(rule) + " is not one DELETE or UPDATE whose rows are certain: " + e.getMessage() + ".",
                    e.remedy().isEmpty() ? "Mend the file." : e.remedy(),
                    e);
        }
    }

    private static void refuseOwn(CleanupRule rule, String name) {
        if (name.startsWith(Schema.JOURNAL_PREFIX)) {
            throw refused(
                    rule, "speaks of " + name + ", which is dbmerge's own.", "Leave " + name + " out of the rule.");
        }
    }

    private void admit(CleanupRule rule, CleanupStatement statement, Target aim) {
        Table table = target.table(aim.table()).orElseThrow(() -> unknown(rule, aim.table()));
        boolean keyless = new ExactColumns(table).key().isEmpty();
        if (statement.kind() == CleanupStatement.Kind.UPDATE) {
            admitUpdate(rule, table, aim, keyless);
        } else if (keyless && joined(statement, aim)) {
            throw refused(
                    rule,
                    "joins " + table.name() + ", which has no primary key to tell its rows apart.",
                    "Write it as a DELETE from " + table.name() + " alone, with the other tables in subqueries.");
        } else {
            admitNulls(rule, table);
        }
    }

    private MergeException unknown(CleanupRule rule, String name) {
        String remedy = target.tables().keySet().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(table -> "Write it as " + table + ".")
                .orElse("Name a table that staging has, or take the rule out.");
        return refused(rule, "changes " + name + ", which is no table of the target.", remedy);
    }

    private void admitUpdate(CleanupRule rule, Table table, Target aim, boolean keyless) {
        if (keyless) {
            throw refused(
                    rule,
                    "changes rows of " + table.name() + ", which has no primary key to tell them apart.",
                    "Give the table a primary key in staging, or change its rows in fixes.");
        }
        List<String> keys = new ExactColumns(table).key();
        if (aim.columns().stream().anyMatch(column -> keys.stream().anyMatch(column::equalsIgnoreCase))) {
            throw refused(
                    rule,
                    "changes the primary key of " + table.name() + ", so that its rows could not be told apart.",
                    "Change primary keys in fixes.");
        }
        for (ForeignKey key : cascade.following(table.name(), aim.columns())) {
            throw refused(
                    rule,
                    "changes " + table.name() + "." + String.join(", ", key.parentColumns()) + ", and " + key.table()
                            + " follows by its foreign key " + key.name() + " (ON UPDATE " + key.onUpdate() + ").",
                    "Change both tables in fixes.");
        }
    }

    private void admitNulls(CleanupRule rule, Table table) {
        Stream<ForeignKey> keys =
                cascade.reach(List.of(table.name())).stream().flatMap(name -> cascade.settingNull(name).stream());
        keys.filter(key ->
                        new ExactColumns(target.tables().get(key.table())).key().isEmpty())
                .findFirst()
                .ifPresent(key -> {
                    throw refused(
                            rule,
                            "makes the foreign key " + key.name() + " set NULL in " + key.table()
                                    + ", which has no primary key to tell its rows apart.",
                            "Give the table a primary key in staging, or remove the rows in fixes.");
                });
    }

    /** Tells whether a statement over several tables may find a row more than once. */
    private static boolean joined(CleanupStatement statement, Target aim) {
        String select = statement.selectOf(aim, "_dbmerge_list");
        return select.substring(0, select.indexOf("_dbmerge_list")).endsWith("DISTINCT ");
    }

    private static RefusedException refused(CleanupRule rule, String clause, String remedy) {
        return new RefusedException(ErrorCode.RULE_TABLE, title(rule) + " " + clause, remedy);
    }

    /** Gives {@code Rule 010-stale-scenarios (cleanup/010-stale-scenarios.sql)}. */
    static String title(CleanupRule rule) {
        return "Rule " + rule.id() + " (" + rule.file() + ")";
    }

    /** Gives the same inside a sentence. */
    static String named(CleanupRule rule) {
        return "rule " + rule.id() + " (" + rule.file() + ")";
    }
}
