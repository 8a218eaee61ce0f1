package dev.dbmerge.event;

/** What a hook can be told, by the name that {@link ProcessHook} puts {@code DBMERGE_HOOK_} before. */
public enum HookVariable {
    NAME("the spec's name, such as `ete`"),
    RUN_ID("the run's id, unique for each run"),
    TARGET_SCHEMA("the database that is being built, such as `ete_new`"),
    TARGET_URL("its JDBC URL, without a password"),
    STAGING_SCHEMA("staging's database"),
    STAGING_URL("its JDBC URL, without a password"),
    PRODUCTION_SCHEMA("production's database"),
    PRODUCTION_URL("its JDBC URL, without a password"),
    SPEC("absolute path of `merge.yml`"),
    REPORT("absolute path of the run's `run.json`; `after-verify` and `on-failure`, where one was written"),
    OUTCOME("`verified`, `rejected` or `failed`; `after-verify` and `on-failure`"),
    ERROR("what stopped the run, secrets as `***`; `on-failure`"),
    ROLLBACK("`yes` where the swap takes a promotion back; else not set"),
    SCRATCH_SCHEMA("the scratch schema; `migrations.run` alone"),
    SCRATCH_URL("its JDBC URL, without a password; `migrations.run` alone");

    private final String meaning;

    HookVariable(String meaning) {
        this.meaning = meaning;
    }

    /** Tells what the value is and where it is set at some moments only, in Markdown. */
    public String meaning() {
        return meaning;
    }
}
