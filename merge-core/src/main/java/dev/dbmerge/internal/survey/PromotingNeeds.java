package dev.dbmerge.internal.survey;

import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Grants;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.survey.BuildingNeeds.Unseen;
import dev.dbmerge.plan.Step.CodeKind;
import dev.dbmerge.report.Privilege;
import dev.dbmerge.report.Privilege.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lists what an account needs to put a target in the live database's place and to take it back; no run needs any of it.
 *
 * <p>MySQL from 8.0.13 renames tables that are locked, so all of them are locked at once. MySQL 5.7, MariaDB 10.11 and 11.4
 * refuse that (1192): there each live table is flushed with a read lock, and the RENAME waits behind a sentry table whose name
 * comes last.
 */
public final class PromotingNeeds {
    private final String live;
    private final String target;
    private final Settings settings;
    private final Grants grants;
    private final Schema standing;
    private final Schema wanted;
    private final Unseen unseen;
    private final List<Privilege> needs = new ArrayList<>();

    /**
     * Makes a list for one server.
     *
     * @param live the database that the target replaces
     * @param settings of the live database's server
     * @param standing the live database's structure, as far as it was seen
     * @param wanted the target's structure, as far as it was seen
     */
    public PromotingNeeds(
            String live,
            String target,
            Settings settings,
            Grants grants,
            Schema standing,
            Schema wanted,
            Unseen unseen) {
        this.live = live;
        this.target = target;
        this.settings = settings;
        this.grants = grants;
        this.standing = standing;
        this.wanted = wanted;
        this.unseen = unseen;
    }

    /** Gives them, those on the live database first. */
    public List<Privilege> list() {
        onLive();
        onTarget();
        onPrevious();
        if (!renamesLocked()) {
            onSchema(
                    live + "_zsentry",
                    "holding the swap back until all is ready",
                    "SELECT",
                    "INSERT",
                    "CREATE",
                    "ALTER",
                    "DROP",
                    "LOCK TABLES");
        }
        onServer();
        onCode();
        return List.copyOf(needs);
    }

    private void onLive() {
        onSchema(live, "reading what was written since the run", "SELECT");
        onSchema(live, "holding the live tables still", "LOCK TABLES");
        onSchema(live, "moving the live tables away", "ALTER", "DROP");
        onSchema(live, "moving the target's tables in", "CREATE", "INSERT");
        onSchema(live, "mending rows that were written late", "UPDATE", "DELETE");
        if (settings.version().product() == Product.MYSQL) {
            perhaps(keys(), live, "pointing foreign keys at the new tables", "REFERENCES");
        }
        perhaps(has(CodeKind.VIEWS), live, "making views and comparing them", "CREATE VIEW", "SHOW VIEW");
        perhaps(has(CodeKind.VIEWS) && functions(), live, "making views that call functions", "EXECUTE");
        perhaps(has(CodeKind.ROUTINES), live, "replacing procedures and functions", "CREATE ROUTINE", "ALTER ROUTINE");
        perhaps(has(CodeKind.TRIGGERS), live, "taking triggers off and making them again", "TRIGGER");
        perhaps(has(CodeKind.EVENTS), live, "replacing events", "EVENT");
    }

    private void onTarget() {
        onSchema(target, "catching up with production", "SELECT", "INSERT", "UPDATE", "DELETE");
        onSchema(target, "moving the target's tables away, and back", "ALTER", "DROP", "CREATE");
        if (renamesLocked()) {
            onSchema(target, "holding the target's tables still", "LOCK TABLES");
        } else if (settings.version().product() == Product.MYSQL) {
            // They swap places beside the live ones where there are triggers, and names of foreign keys are unique
            // there.
            perhaps(has(CodeKind.TRIGGERS) && keys(), target, "giving foreign keys names of their own", "REFERENCES");
        }
        perhaps(has(CodeKind.VIEWS), target, "reading what views are made of", "SHOW VIEW");
        perhaps(has(CodeKind.TRIGGERS), target, "taking triggers off", "TRIGGER");
    }

    /** Several of them are kept, so that their names are a pattern. */
    private void onPrevious() {
        String previous = live + "_old%";
        onSchema(previous, "keeping the previous tables", "CREATE", "INSERT");
        onSchema(previous, "keeping them up to date", "SELECT", "UPDATE", "DELETE");
        onSchema(previous, "moving them back, dropping the oldest", "ALTER", "DROP");
        if (renamesLocked()) {
            onSchema(previous, "holding them still on the way back", "LOCK TABLES");
        }
    }

    private void onServer() {
        if (settings.binaryLog()) {
            everywhere("REPLICATION SLAVE", "reading the binary log to catch up");
            new ReadingNeeds(live, settings, grants).position().forEach(needs::add);
        }
        everywhere("PROCESS", "seeing transactions that would hold the swap up");
        if (!renamesLocked()) {
            everywhere("RELOAD", "flushing the live tables with a read lock");
            if (settings.version().product() == Product.MYSQL) {
                add(
                        "SELECT",
                        Names.quote("performance_schema", "metadata_locks"),
                        grants.on("performance_schema", "metadata_locks", "SELECT"),
                        "seeing who waits for a table");
            }
        }
    }

    /** An account that neither built the target nor wrote the live database's code is the definer of nothing there. */
    private void onCode() {
        boolean any = Stream.of(CodeKind.values()).anyMatch(this::has);
        if (settings.binaryLog() && !settings.trustsFunctionCreators()) {
            perhapsEverywhere(
                    has(CodeKind.TRIGGERS) || functions(),
                    "SUPER",
                    "making triggers and functions beside a binary log");
        }
        perhapsEverywhere(any, BuildingNeeds.settingDefiners(settings.version()), "keeping definers");
        if (settings.version().mysqlAtLeast(8, 0, 16)) {
            perhapsEverywhere(any, "SYSTEM_USER", "keeping definers that have SYSTEM_USER");
        }
    }

    private boolean renamesLocked() {
        return settings.version().mysqlAtLeast(8, 0, 13);
    }

    private boolean keys() {
        return Stream.of(standing, wanted)
                .flatMap(schema -> schema.tables().values().stream())
                .anyMatch(table -> !table.foreignKeys().isEmpty());
    }

    private boolean has(CodeKind kind) {
        return Stream.of(standing, wanted)
                .flatMap(schema -> schema.code().stream())
                .anyMatch(object -> object.kind() == kind);
    }

    private boolean functions() {
        return Stream.of(standing, wanted)
                .flatMap(schema -> schema.code().stream())
                .anyMatch(BuildingNeeds::isFunction);
    }

    private void perhaps(boolean needed, String schema, String purpose, String... names) {
        if (needed) {
            onSchema(schema, purpose, names);
        } else if (unseen == Unseen.LIST) {
            onSchema(schema, purpose + ", if there are any", names);
        }
    }

    private void perhapsEverywhere(boolean needed, String name, String purpose) {
        if (needed) {
            everywhere(name, purpose);
        } else if (unseen == Unseen.LIST) {
            everywhere(name, purpose + ", if there are any");
        }
    }

    private void onSchema(String schema, String purpose, String... names) {
        for (String name : names) {
            add(name, Names.quote(schema) + ".*", grants.on(schema, name), purpose);
        }
    }

    private void everywhere(String name, String purpose) {
        add(name, "*.*", grants.everywhere(name), purpose);
    }

    private void add(String name, String on, boolean held, String purpose) {
        needs.add(new Privilege(name, on, held, Need.USEFUL, purpose));
    }
}
