package dev.dbmerge.plan;

import dev.dbmerge.spec.Reference;
import java.util.List;
import java.util.Objects;

/**
 * A unit of work of a run, with an id that stays the same from run to run.
 *
 * <p>The kinds are closed: a {@link Visitor} makes the compiler list them.
 */
public sealed interface Step {
    /** Gives {@code kind:subject}, such as {@code copy:gqueries}. */
    String id();

    /** Calls the visitor's method for this kind. */
    <R> R accept(Visitor<R> visitor);

    /** Makes the empty target database and dbmerge's journal in it. */
    record CreateTarget(String schema) implements Step {
        public CreateTarget {
            Objects.requireNonNull(schema, "schema");
        }

        @Override
        public String id() {
            return "target:" + schema;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.createTarget(this);
        }
    }

    /** Makes a table as staging has it and copies staging's rows. */
    record CopyTable(String table) implements Step {
        public CopyTable {
            Objects.requireNonNull(table, "table");
        }

        @Override
        public String id() {
            return "copy:" + table;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.copyTable(this);
        }
    }

    /** Makes an overlaid table and copies the rows of staging that stay beside production's. */
    record KeepRows(String table) implements Step {
        public KeepRows {
            Objects.requireNonNull(table, "table");
        }

        @Override
        public String id() {
            return "keep:" + table;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.keepRows(this);
        }
    }

    /** Copies production's overlaid tables into a scratch schema and lets the application's own migrations run there. */
    record MigrateProduction(String scratch) implements Step {
        public MigrateProduction {
            Objects.requireNonNull(scratch, "scratch");
        }

        @Override
        public String id() {
            return "migrate:production";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.migrateProduction(this);
        }
    }

    /** Makes a table as staging has it and lays production's rows into it. */
    record OverlayTable(String table) implements Step {
        public OverlayTable {
            Objects.requireNonNull(table, "table");
        }

        @Override
        public String id() {
            return "overlay:" + table;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.overlayTable(this);
        }
    }

    /** Puts production's values into columns of staging's rows, where both sides have the primary key. */
    record KeepColumns(String table, List<String> columns) implements Step {
        public KeepColumns {
            Objects.requireNonNull(table, "table");
            columns = List.copyOf(columns);
        }

        @Override
        public String id() {
            return "keep-production:" + table;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.keepColumns(this);
        }
    }

    /** Adds the foreign keys of all tables. */
    record AddForeignKeys(String schema) implements Step {
        public AddForeignKeys {
            Objects.requireNonNull(schema, "schema");
        }

        @Override
        public String id() {
            return "foreign-keys:" + schema;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.addForeignKeys(this);
        }
    }

    /** Makes the views, routines, triggers or events that staging has. */
    record CreateCode(CodeKind kind, String schema) implements Step {
        public CreateCode {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(schema, "schema");
        }

        @Override
        public String id() {
            return kind.plural() + ":" + schema;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.createCode(this);
        }
    }

    /** Compares every table with its source by a path of its own. */
    record VerifyCopy(String schema) implements Step {
        public VerifyCopy {
            Objects.requireNonNull(schema, "schema");
        }

        @Override
        public String id() {
            return "verify:" + schema;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.verifyCopy(this);
        }
    }

    /** Applies the migrations of the fixes folder. */
    record ApplyFixes(String folder) implements Step {
        public ApplyFixes {
            Objects.requireNonNull(folder, "folder");
        }

        @Override
        public String id() {
            return "fixes:" + folder;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.applyFixes(this);
        }
    }

    /** Applies one cleanup rule, within its limits. */
    record CleanUp(String rule) implements Step {
        public CleanUp {
            Objects.requireNonNull(rule, "rule");
        }

        @Override
        public String id() {
            return "cleanup:" + rule;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.cleanUp(this);
        }
    }

    /** Removes rows whose reference points nowhere, or makes it NULL, as the spec asks. */
    record SettleOrphans(String table, List<String> columns) implements Step {
        public SettleOrphans {
            Objects.requireNonNull(table, "table");
            columns = List.copyOf(columns);
        }

        @Override
        public String id() {
            return "orphans:" + Reference.side(table, columns);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.settleOrphans(this);
        }
    }

    /** Proves that the rules removed and changed the archived rows and no others. */
    record VerifyCleanup(String schema) implements Step {
        public VerifyCleanup {
            Objects.requireNonNull(schema, "schema");
        }

        @Override
        public String id() {
            return "verify-cleanup:" + schema;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.verifyCleanup(this);
        }
    }

    /** Runs one check. */
    record RunCheck(String check) implements Step {
        public RunCheck {
            Objects.requireNonNull(check, "check");
        }

        @Override
        public String id() {
            return "check:" + check;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.runCheck(this);
        }
    }

    /** Counts the orphans of the declared and the spec's references. */
    record CheckReferences(String schema) implements Step {
        public CheckReferences {
            Objects.requireNonNull(schema, "schema");
        }

        @Override
        public String id() {
            return "references:" + schema;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.checkReferences(this);
        }
    }

    /** Kinds of stored code, in the order of {@link CreateCode} steps. */
    enum CodeKind {
        ROUTINES,
        VIEWS,
        TRIGGERS,
        EVENTS;

        /** Gives the lower-case singular. */
        public String singular() {
            return plural().substring(0, plural().length() - 1);
        }

        /** Gives the lower-case plural, as ids and output spell it. */
        public String plural() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Does something for each kind of step. */
    interface Visitor<R> {
        R createTarget(CreateTarget step);

        R copyTable(CopyTable step);

        R keepRows(KeepRows step);

        R migrateProduction(MigrateProduction step);

        R overlayTable(OverlayTable step);

        R keepColumns(KeepColumns step);

        R addForeignKeys(AddForeignKeys step);

        R createCode(CreateCode step);

        R verifyCopy(VerifyCopy step);

        R applyFixes(ApplyFixes step);

        R cleanUp(CleanUp step);

        R settleOrphans(SettleOrphans step);

        R verifyCleanup(VerifyCleanup step);

        R runCheck(RunCheck step);

        R checkReferences(CheckReferences step);
    }
}
