package dev.dbmerge.internal.copy;

import dev.dbmerge.internal.server.Session;
import java.util.Objects;

/**
 * One of the ways on which rows travel from a source at the same time; for one thread at a time.
 *
 * @param source reads the moment that is copied
 * @param target runs statements on the target's server
 * @param copier takes rows from one to the other
 */
public record Lane(Session source, Session target, RowCopier copier) {
    public Lane {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(copier, "copier");
    }
}
