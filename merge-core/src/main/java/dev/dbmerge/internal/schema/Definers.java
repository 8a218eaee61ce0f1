package dev.dbmerge.internal.schema;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Grants;
import dev.dbmerge.internal.server.ServerVersion;
import dev.dbmerge.internal.server.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which definers an object in the target can have: accounts of its server, where the session's account may name others. */
public final class Definers {
    private final String own;
    private final Set<String> accounts;

    /**
     * Makes the value.
     *
     * @param own the session's account as {@code user@host}
     * @param accounts the others that it may name
     */
    Definers(String own, Set<String> accounts) {
        this.own = own;
        this.accounts = Set.copyOf(accounts);
    }

    /** Asks the target's server; where the account may not see the server's accounts, it can name none but itself. */
    public static Definers of(Session target) {
        String own =
                target.fetch("read the account", "SELECT CURRENT_USER()").get(0).get(0, String.class);
        Grants grants = Grants.read(target);
        ServerVersion version = target.server().version();
        if (!maySet(grants, version)) {
            return new Definers(own, Set.of());
        }
        boolean protectedOnes = version.mysqlAtLeast(8, 0, 16) && !grants.everywhere("SYSTEM_USER");
        return new Definers(own, protectedOnes ? others(target) : accounts(target));
    }

    /** Tells whether an object of that definer keeps it; if not, the session's account takes its place. */
    public boolean keeps(String definer) {
        return definer.equals(own) || accounts.contains(definer);
    }

    /** Tells whether that is the session's own account. */
    public boolean isOwn(String definer) {
        return definer.equals(own);
    }

    /** Gives the objects whose definer cannot be kept. */
    public List<CodeObject> substituted(Schema schema) {
        return schema.code().stream().filter(object -> !keeps(object.definer())).toList();
    }

    private static boolean maySet(Grants grants, ServerVersion version) {
        if (version.mariadbAtLeast(11, 0, 0)) {
            return grants.everywhere("SET USER");
        }
        return List.of("SUPER", "SET USER", "SET_USER_ID", "SET_ANY_DEFINER").stream()
                .anyMatch(grants::everywhere);
    }

    /** Nobody without SYSTEM_USER may name an account that has it; who has it stands in a table of its own. */
    private static Set<String> others(Session target) {
        Set<String> systemUsers =
                accounts(target, "SELECT USER, HOST FROM mysql.global_grants WHERE PRIV = 'SYSTEM_USER'");
        if (systemUsers.isEmpty()) {
            return Set.of(); // there is always one, so the table cannot be read
        }
        Set<String> accounts = new HashSet<>(accounts(target));
        accounts.removeAll(systemUsers);
        return accounts;
    }

    private static Set<String> accounts(Session target) {
        return accounts(target, "SELECT User, Host FROM mysql.user");
    }

    private static Set<String> accounts(Session target, String query) {
        Set<String> accounts = new HashSet<>();
        try {
            target.fetch("read the server's accounts", query)
                    .forEach(row -> accounts.add(row.get(0, String.class) + "@" + row.get(1, String.class)));
        } catch (MergeException e) {
            if (e.code() != ErrorCode.PRIVILEGE) {
                throw e;
            }
        }
        return accounts;
    }
}
