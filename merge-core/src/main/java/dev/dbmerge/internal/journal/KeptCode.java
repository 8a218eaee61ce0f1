package dev.dbmerge.internal.journal;

import dev.dbmerge.plan.Step.CodeKind;
import java.util.Objects;

/**
 * A view, routine or event of the live database before a swap.
 *
 * @param stays whether it said the same as the one that came, and so stayed in its place
 * @param status of an event; empty text otherwise
 */
public record KeptCode(CodeKind kind, String name, boolean stays, String status) {
    public KeptCode {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
    }
}
