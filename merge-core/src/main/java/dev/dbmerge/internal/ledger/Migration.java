package dev.dbmerge.internal.ledger;

import java.util.Objects;

/**
 * An entry of a ledger.
 *
 * @param id what tells it from the others, as the application's tool prints it
 * @param name what the ledger says of it beside; empty where that is nothing
 */
public record Migration(String id, String name) {
    public Migration {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
    }

    /** Gives the id, with the name behind it where there is one. */
    @Override
    public String toString() {
        return name.isEmpty() ? id : id + " (" + name + ")";
    }
}
