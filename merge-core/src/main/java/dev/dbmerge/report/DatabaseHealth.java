package dev.dbmerge.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What one database of a merge, its server and its account are like.
 *
 * @param role {@code staging}, {@code production} or {@code target}
 * @param server product, version and address; empty where it cannot be reached
 * @param account as a GRANT spells it; empty where the server cannot be reached
 * @param tables how many tables the database has, as far as the account sees them; empty where it is not there
 * @param bytes of rows and indexes, as the server estimates it
 * @param free bytes that the disk of the server's data has left; empty where the server does not tell
 * @param settings those that matter, by the server's name for them
 * @param privileges what dbmerge does with the database asks for
 * @param grants the statements that give all of these privileges to an account
 */
public record DatabaseHealth(
        String role,
        String schema,
        String server,
        String account,
        OptionalLong tables,
        OptionalLong bytes,
        OptionalLong free,
        Map<String, String> settings,
        List<Privilege> privileges,
        List<String> grants) {
    public DatabaseHealth {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(tables, "tables");
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(free, "free");
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        privileges = List.copyOf(privileges);
        grants = List.copyOf(grants);
    }

    /** Makes what is known of a database whose server cannot be reached. */
    public static DatabaseHealth unreached(String role, String schema) {
        return new DatabaseHealth(
                role,
                schema,
                "",
                "",
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Map.of(),
                List.of(),
                List.of());
    }

    /** Tells whether the server answered. */
    public boolean reached() {
        return !server.isEmpty();
    }

    /** Gives what dbmerge does with the database and what it asks of the account. */
    public AccountNeeds needs() {
        return new AccountNeeds(purpose(), account, privileges, grants);
    }

    /** Says what dbmerge does with the database, in a word. */
    public String purpose() {
        return (role.equals("target") ? "building the " : "reading ") + role;
    }
}
