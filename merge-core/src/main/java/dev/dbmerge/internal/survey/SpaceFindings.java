package dev.dbmerge.internal.survey;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.ByteCount;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import java.util.OptionalLong;

/** Compares the room that the target needs with what its server has. */
final class SpaceFindings {
    private final MergeSpec spec;
    private final TableSizes staging;
    private final TableSizes production;
    private final Schema wanted;

    SpaceFindings(MergeSpec spec, TableSizes staging, TableSizes production, Schema wanted) {
        this.spec = spec;
        this.staging = staging;
        this.production = production;
        this.wanted = wanted;
    }

    /** Gives the bytes of the tables that the target will have, as their sources hold them. */
    long needed() {
        return wanted.tables().keySet().stream().mapToLong(this::bytes).sum();
    }

    private long bytes(String table) {
        Overlay overlay = spec.overlay().get(table);
        return overlay == null ? staging.of(table) : production.of(overlay.fromTable());
    }

    /** Gives what there is to say; a target that stands there makes room first. */
    Finding finding(Session target) {
        OptionalLong free = FreeSpace.bytes(target);
        long needed = needed();
        String schema = target.server().schema();
        String need = "The target " + schema + " needs about " + new ByteCount(needed) + " for rows and indexes at "
                + target.server().address() + ", and ";
        if (free.isEmpty()) {
            return new Finding(
                    Level.NOTE,
                    ErrorCode.SPACE,
                    schema,
                    need + "what is free there is not known to "
                            + target.server().version() + ".",
                    "");
        }
        long old = TableSizes.read(target, schema).total();
        boolean enough = needed <= free.getAsLong() + old;
        return new Finding(
                enough ? Level.NOTE : Level.BLOCKER,
                ErrorCode.SPACE,
                schema,
                need + (enough ? "" : "only ") + new ByteCount(free.getAsLong()) + (enough ? " are" : " is")
                        + " free there"
                        + (old == 0 ? "." : ", beside the " + new ByteCount(old) + " of the old target."),
                enough ? "" : "Make room on the server, or build the target on another one.");
    }
}
