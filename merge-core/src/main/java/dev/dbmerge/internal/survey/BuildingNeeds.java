package dev.dbmerge.internal.survey;

import dev.dbmerge.internal.schema.CodeObject;
import dev.dbmerge.internal.schema.Definers;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Grants;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.ServerVersion;
import dev.dbmerge.plan.Step.CodeKind;
import dev.dbmerge.report.Privilege;
import dev.dbmerge.report.Privilege.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lists what an account needs to build a structure as the target: no more than its objects ask for. */
public final class BuildingNeeds {
    private final String schema;
    private final Settings settings;
    private final Grants grants;
    private final Schema wanted;
    private final Definers definers;
    private final Unseen unseen;
    private final List<Privilege> needs = new ArrayList<>();

    /** What is done about objects that staging may have and that nobody could see. */
    public enum Unseen {
        /** Nothing: that they were not seen is told elsewhere. */
        LEAVE_OUT,
        /** What they would ask for is listed as useful. */
        LIST
    }

    /**
     * Makes a list for one structure.
     *
     * @param wanted the structure, as far as it was seen
     */
    public BuildingNeeds(
            String schema, Settings settings, Grants grants, Schema wanted, Definers definers, Unseen unseen) {
        this.schema = schema;
        this.settings = settings;
        this.grants = grants;
        this.wanted = wanted;
        this.definers = definers;
        this.unseen = unseen;
    }

    /** Gives them, those on the target's database first. */
    public List<Privilege> list() {
        List.of("SELECT", "INSERT", "UPDATE", "DELETE")
                .forEach(name -> onSchema(name, "filling, changing and verifying tables"));
        List.of("CREATE", "ALTER", "DROP").forEach(name -> onSchema(name, "making the database and its tables"));
        boolean keys = wanted.tables().values().stream()
                .anyMatch(table -> !table.foreignKeys().isEmpty());
        if (settings.version().product() == Product.MYSQL) {
            perhaps(keys, "REFERENCES", "making foreign keys");
        }
        perhaps(has(CodeKind.VIEWS), "CREATE VIEW", "making views");
        perhaps(has(CodeKind.VIEWS), "SHOW VIEW", "comparing views with staging's");
        perhaps(has(CodeKind.ROUTINES), "CREATE ROUTINE", "making procedures and functions");
        perhaps(has(CodeKind.TRIGGERS), "TRIGGER", "making triggers");
        perhaps(has(CodeKind.EVENTS), "EVENT", "making events");
        onServer();
        return List.copyOf(needs);
    }

    /** Gives what a scratch database for migrations asks for; what the migrations do beyond it is theirs to know. */
    public static List<Privilege> scratch(String database, Grants grants) {
        return scratch(database, grants, "migrating a copy of production's rows");
    }

    /** Gives what a database asks for that a dump is loaded into; what code in the dump asks for beyond it is not known yet. */
    public static List<Privilege> dump(String database, Grants grants) {
        return scratch(database, grants, "loading a dump");
    }

    private static List<Privilege> scratch(String database, Grants grants, String purpose) {
        return Stream.of("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP")
                .map(name -> new Privilege(
                        name, Names.quote(database) + ".*", grants.on(database, name), Need.REQUIRED, purpose))
                .toList();
    }

    private void perhaps(boolean needed, String name, String purpose) {
        if (needed) {
            onSchema(name, purpose);
        } else if (unseen == Unseen.LIST) {
            add(name, Names.quote(schema) + ".*", grants.on(schema, name), Need.USEFUL, purpose + ", if there are any");
        }
    }

    private void onServer() {
        if (settings.binaryLog() && !settings.trustsFunctionCreators() && (logged() || unseen == Unseen.LIST)) {
            add(
                    "SUPER",
                    "*.*",
                    grants.everywhere("SUPER"),
                    logged() ? Need.REQUIRED : Need.USEFUL,
                    "making triggers and functions beside a binary log");
        }
        List<CodeObject> foreign = wanted.code().stream()
                .filter(object -> !definers.isOwn(object.definer()))
                .toList();
        if (!foreign.isEmpty()) {
            String name = settingDefiners(settings.version());
            add(name, "*.*", grants.everywhere(name), Need.USEFUL, "keeping definers");
            if (settings.version().mysqlAtLeast(8, 0, 16)) {
                add(
                        "SYSTEM_USER",
                        "*.*",
                        grants.everywhere("SYSTEM_USER"),
                        Need.USEFUL,
                        "keeping definers that have SYSTEM_USER");
            }
            add(
                    "SELECT",
                    Names.quote("mysql", "user"),
                    grants.on("mysql", "user", "SELECT"),
                    Need.USEFUL,
                    "knowing which definers exist");
        }
        boolean others = foreign.stream()
                .anyMatch(object -> object.kind() == CodeKind.ROUTINES && definers.keeps(object.definer()));
        if (others) {
            needs.add(ReadingNeeds.routines(schema, settings.version(), grants, Need.REQUIRED));
        }
    }

    private boolean logged() {
        return wanted.code().stream().anyMatch(object -> object.kind() == CodeKind.TRIGGERS || isFunction(object));
    }

    static boolean isFunction(CodeObject object) {
        return object.kind() == CodeKind.ROUTINES && object.name().startsWith("FUNCTION ");
    }

    /** Names the privilege of making objects in another account's name. */
    static String settingDefiners(ServerVersion version) {
        if (version.product() == Product.MARIADB) {
            return "SET USER";
        }
        if (version.mysqlAtLeast(8, 2, 0)) {
            return "SET_ANY_DEFINER";
        }
        return version.mysqlAtLeast(8, 0, 0) ? "SET_USER_ID" : "SUPER";
    }

    private boolean has(CodeKind kind) {
        return wanted.code().stream().anyMatch(object -> object.kind() == kind);
    }

    private void onSchema(String name, String purpose) {
        add(name, Names.quote(schema) + ".*", grants.on(schema, name), Need.REQUIRED, purpose);
    }

    private void add(String name, String on, boolean held, Need need, String purpose) {
        needs.add(new Privilege(name, on, held, need, purpose));
    }
}
