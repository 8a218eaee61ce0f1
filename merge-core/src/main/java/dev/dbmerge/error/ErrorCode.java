package dev.dbmerge.error;

/**
 * Names every kind of error and finding; what stands before the last two digits is the exit code of the command.
 *
 * <p>The codes are stable: one that was released keeps its meaning. {@code docs/errors.md} lists them.
 */
public enum ErrorCode {
    UNEXPECTED("E100", "dbmerge met a state that it does not know"),

    USAGE("E200", "a flag, an argument or a confirmation is wrong or missing"),
    SPEC_FILE("E201", "the spec cannot be read, is empty or is not UTF-8"),
    SPEC_SYNTAX("E202", "the spec is not YAML"),
    SPEC_DUPLICATE_KEY("E203", "a key stands twice in one mapping"),
    SPEC_UNKNOWN_KEY("E204", "a key that the spec does not know"),
    SPEC_VALUE("E205", "a value has the wrong type or is outside its range"),
    SPEC_MISSING_KEY("E206", "a key that must be there is missing"),
    SPEC_REFERENCE("E207", "a reference is not of the form table.column -> table.column"),
    SPEC_MISSING_FILE("E208", "a file or folder that the spec names does not exist"),
    SPEC_VARIABLE("E209", "an environment variable that the spec names is not set"),
    SPEC_URL("E210", "a JDBC URL is malformed or holds a property that dbmerge sets itself"),
    SPEC_SAME_DATABASE("E211", "two of staging, production and target are one database"),
    SPEC_SYSTEM_SCHEMA("E212", "a schema belongs to the server"),
    SPEC_RULE("E213", "a cleanup file is not one DELETE or UPDATE"),
    SPEC_CHECK("E214", "a check file is not one SELECT"),
    SPEC_PASSWORD("E215", "a password cannot be read, or stands where others can read it"),
    CASE("E216", "a case of a rule is not written as it should be"),
    PLAN_FILE("E217", "a saved plan cannot be read"),
    SPEC_EXISTS("E218", "the file that init would write exists"),
    DUMP_FILE("E219", "a dump cannot be read, is not whole or is of a kind that dbmerge does not read"),
    BACKUP_FILE("E220", "a backup is not whole or was changed"),

    CONNECT("E301", "a server cannot be reached or refuses the account"),
    PRIVILEGE("E302", "the account lacks a privilege"),
    SETTING("E303", "a setting of the server stands in the way"),
    DRIVER("E304", "the JDBC driver is not on the class path"),
    SERVER_VERSION("E305", "a server is older than dbmerge supports"),
    SCHEMA_MISSING("E306", "a source database does not exist"),
    EMBEDDED_SERVER("E307", "a throw-away server cannot be fetched or started"),

    PLAN_BLOCKED("E400", "the plan has a blocker"),
    TARGET_EXISTS("E401", "the target exists and dbmerge did not make it"),
    SOURCE_CHANGED("E402", "a source changed its structure since the plan"),
    SAME_DATABASE("E403", "two names lead to one database on one server"),
    OVERLAY_TABLE_MISSING("E410", "an overlaid table is missing on one side"),
    OVERLAY_COLUMN_UNKNOWN("E411", "the spec names a column that is not there"),
    COLUMN_WITHOUT_PLACE("E412", "a production column of an overlaid table has no place in staging's table"),
    COLUMN_WITHOUT_VALUE("E413", "a NOT NULL column without default gets no value"),
    TABLE_LEFT_BEHIND("E414", "a production table with rows exists neither in staging nor in the spec"),
    NOT_VISIBLE("E415", "the account may not see objects that have to be copied"),
    RULE_TABLE("E416", "a cleanup rule names a table that the target will not hold or that dbmerge must not change"),
    FOREIGN_NAME("E417", "a body names another database"),
    COLLATION_SUBSTITUTED("E418", "the target's server does not know a collation, another one takes its place"),
    DEFINER_MISSING("E419", "the definer of an object does not exist on the target's server"),
    TABLE_EMPTY_LEFT_BEHIND("E420", "an empty production table exists neither in staging nor in the spec"),
    ENGINE_UNSAFE("E421", "a table's engine has no transactions"),
    COLUMN_VALUES("E422", "values of production do not fit a column of staging"),
    COLUMN_NULLS("E423", "NULLs of production meet a NOT NULL column of staging"),
    DUPLICATES("E424", "rows share a unique key of the target"),
    CHECK_REFUSES("E425", "rows of production do not meet a CHECK of staging"),
    PARENTS_MISSING("E426", "rows point at parents that the target will not have"),
    NOT_ASKED("E428", "a question about the rows cannot be asked before the run"),
    DECISION_IDLE("E429", "a line of the spec applies to nothing"),
    KEPT_ROWS_COLLIDE("E430", "rows that stay from staging share a key with production's"),
    COLUMN_RETYPED("E431", "a column has another type in staging"),
    TABLE_DIFFERS("E432", "a table that is not overlaid holds other rows in production"),
    OBJECT_LEFT_BEHIND("E433", "a view, trigger, routine or event of production is not in staging"),
    CHILDREN_OF_OVERLAID("E434", "rows of staging hang on rows of an overlaid table"),
    RULE_ORPHANS("E435", "a cleanup rule removes rows that others point at"),
    MIGRATIONS_MISSING("E436", "one side has not run migrations that the other has run"),
    LEDGER_ENVIRONMENT("E437", "the ledger of migrations names another environment"),
    STAGING_VERSION("E438", "staging's ledger is not at the version that the spec names"),
    SERVERS_DIFFER("E439", "the servers differ in a setting or a word that matters"),
    SPACE("E440", "free space is short or not known"),
    RULE_SKIPPED("E441", "a cleanup rule does not run, as the spec says"),
    NOTHING_TO_VERIFY("E442", "no run of the spec left a target to verify"),
    DUMP_INEXACT("E443", "a dump that stands for a source has lost something or leaves it open"),
    NOT_PROMOTABLE("E444", "the target may not be promoted as it is"),
    CAPTURE("E445", "what production wrote since the run cannot be caught up"),
    NO_WAY_BACK("E446", "there is no promotion that can be taken back as things are"),
    ROLLBACK_LOSS("E447", "a rollback would lose something, and nobody has accepted that"),
    CLEANING("E450", "not all that was to be dropped could be dropped"),

    STEP("E500", "a server refused a statement of a step"),
    SERVER_GONE("E501", "a server went away while a step ran"),
    RULE_LIMIT("E502", "a cleanup rule goes over its limit"),
    RULE_ARCHIVE("E503", "the rows that a rule removed are not those in the archive"),
    COPY_WARNING("E504", "a server changed a value while it loaded rows"),
    FIX("E505", "a migration of the fixes folder failed"),
    REPORT_FILE("E506", "the report cannot be written"),
    MIGRATE("E507", "the migration of production's scratch copy failed"),
    DUMP("E508", "a server refused a statement of a dump"),
    MEMORY("E509", "a row needs more memory than the process has"),
    BACKUP("E510", "the backup of the live database cannot be made"),

    VERIFY_COPY("E600", "a table of the target differs from its source"),
    CHECK_FAILED("E601", "a check returned rows"),
    ORPHANS("E602", "a reference has orphans"),
    STRUCTURE("E603", "the target's structure differs from staging's"),
    BACKUP_PROOF("E604", "a backup does not restore to what the live database was"),

    PROMOTION_UNDONE("E700", "the promotion failed and was undone"),
    LOCK_WAIT("E701", "the live tables could not be held still in time"),
    ROLLBACK_UNDONE("E702", "the rollback failed and was undone"),

    HOOK("E800", "a hook said no"),
    HOOK_TIMEOUT("E801", "a hook took too long"),
    HOOK_FILE("E802", "a file of the hooks folder is not a hook"),

    LOCKED("E900", "another run holds the lock"),

    CASE_FAILED("E1001", "a case of the rules does not pass"),
    RULE_UNTESTED("E1002", "a cleanup rule has no case"),
    COVERAGE("E1003", "the cases of a rule would notice too few of its changes"),

    AFTER_PROMOTION("E1100", "promoted; something after the swap failed"),
    LATE_WRITE("E1101", "promoted; a row that was written late is not in the new database"),

    HALF_WAY("E1200", "the promotion stopped half way and a person is needed"),

    INTERRUPTED("E130", "the run was interrupted");

    private final String text;
    private final String meaning;

    ErrorCode(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    /** Tells what the code stands for, in one clause. */
    public String meaning() {
        return meaning;
    }

    /** Gives the exit code of a command that ends with this error. */
    public int exitCode() {
        return this == INTERRUPTED ? 130 : Integer.parseInt(text.substring(1, text.length() - 2));
    }

    /** Gives the printed form, such as {@code E412}. */
    @Override
    public String toString() {
        return text;
    }
}
