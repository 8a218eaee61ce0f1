package dev.dbmerge.internal.survey;

import dev.dbmerge.internal.server.Grants;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.ServerVersion;
import dev.dbmerge.report.Privilege;
import dev.dbmerge.report.Privilege.Need;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Lists what an account needs to read one source. */
public final class ReadingNeeds {
    private final String schema;
    private final Settings settings;
    private final Grants grants;

    public ReadingNeeds(String schema, Settings settings, Grants grants) {
        this.schema = schema;
        this.settings = settings;
        this.grants = grants;
    }

    /**
     * Gives what rows and structure ask for; without one of them objects stay unseen.
     *
     * @param waived kinds of code, such as {@code triggers}, that may go unseen
     */
    public List<Privilege> seeing(Predicate<String> waived) {
        return List.of(
                onSchema("SELECT", Need.REQUIRED, "reading rows and structure"),
                onSchema("SHOW VIEW", need(waived, "views"), "reading what views are made of"),
                onSchema("TRIGGER", need(waived, "triggers"), "seeing triggers"),
                onSchema("EVENT", need(waived, "events"), "seeing events"),
                routines(schema, settings.version(), grants, need(waived, "routines")));
    }

    private static Need need(Predicate<String> waived, String kind) {
        return waived.test(kind) ? Need.USEFUL : Need.REQUIRED;
    }

    /** Gives what holding tables still asks for. */
    public Privilege locking(Need need, String purpose) {
        return onSchema("LOCK TABLES", need, purpose);
    }

    /** Gives what telling the binary log's position asks for; nothing where there is no log. */
    public Stream<Privilege> position() {
        if (!settings.binaryLog()) {
            return Stream.empty();
        }
        String name = settings.version().product() == Product.MARIADB ? "BINLOG MONITOR" : "REPLICATION CLIENT";
        boolean held = grants.everywhere(name)
                || grants.everywhere("REPLICATION CLIENT")
                || grants.everywhere("SUPER") && !settings.version().mariadbAtLeast(11, 0, 0);
        return Stream.of(new Privilege(name, "*.*", held, Need.USEFUL, "noting the binary log's position"));
    }

    /** Each product and age has its own privilege for reading the bodies of others' routines. */
    static Privilege routines(String schema, ServerVersion version, Grants grants, Need need) {
        String purpose = "reading procedures and functions";
        if (version.product() == Product.MYSQL && version.mysqlAtLeast(8, 0, 0)) {
            boolean held = grants.everywhere("SELECT") || grants.everywhere("SHOW_ROUTINE");
            String name = version.mysqlAtLeast(8, 0, 20) ? "SHOW_ROUTINE" : "SELECT";
            return new Privilege(name, "*.*", held, need, purpose);
        }
        boolean held = grants.on("mysql", "proc", "SELECT") || grants.on(schema, "SHOW CREATE ROUTINE");
        return version.mariadbAtLeast(11, 3, 0)
                ? new Privilege("SHOW CREATE ROUTINE", Names.quote(schema) + ".*", held, need, purpose)
                : new Privilege("SELECT", Names.quote("mysql", "proc"), held, need, purpose);
    }

    private Privilege onSchema(String name, Need need, String purpose) {
        return new Privilege(name, Names.quote(schema) + ".*", grants.on(schema, name), need, purpose);
    }
}
