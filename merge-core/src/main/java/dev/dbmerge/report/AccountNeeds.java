package dev.dbmerge.report;

import java.util.List;
import java.util.Objects;

/**
 * What one purpose asks of an account, and what the account has of it.
 *
 * @param purpose what is done, such as {@code building the target}
 * @param account as a GRANT spells it; empty where the server cannot be reached
 * @param grants the statements that give all of the privileges to the account
 */
public record AccountNeeds(String purpose, String account, List<Privilege> privileges, List<String> grants) {
    public AccountNeeds {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(account, "account");
        privileges = List.copyOf(privileges);
        grants = List.copyOf(grants);
    }
}
