package dev.dbmerge.report;

import java.util.Objects;

/**
 * A privilege that an account should have for what dbmerge does with it.
 *
 * @param name as GRANT spells it
 * @param on what it is held on, such as {@code `shop`.*} or {@code *.*}
 * @param held whether the account has it
 * @param need what happens without it
 * @param purpose what it is for, in a clause
 */
public record Privilege(String name, String on, boolean held, Need need, String purpose) {
    public Privilege {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(on, "on");
        Objects.requireNonNull(need, "need");
        Objects.requireNonNull(purpose, "purpose");
    }

    /** What happens without a privilege. */
    public enum Need {
        /** No run. */
        REQUIRED,
        /** A run goes on: something is left out, slower or not known, and the report says so; or the target is not promoted. */
        USEFUL
    }

    /** Tells whether a run stops because of it. */
    public boolean missing() {
        return !held && need == Need.REQUIRED;
    }
}
