package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.spec.MergeSpec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** The schema on the target's server in which a copy of production's overlaid tables is migrated. */
public final class ScratchPlace {
    /** Marks a scratch schema as dbmerge's, so that the next run may drop it. */
    public static final String MARK = Schema.JOURNAL_PREFIX + "scratch";

    private static final String END = "_scratch";
    private static final int LONGEST = 64;

    private ScratchPlace() {}

    /** Gives its name; of a long target's name a part stands there, with what tells it from others. */
    public static String name(MergeSpec spec) {
        String target = spec.target().schema();
        if (target.length() + END.length() <= LONGEST) {
            return target + END;
        }
        String hash = UUID.nameUUIDFromBytes(target.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
        int kept = LONGEST - END.length() - hash.length() - 1;
        return target.substring(0, kept) + "_" + hash + END;
    }

    /** Finds a schema of that name that dbmerge did not make and that is not empty. */
    public static Optional<Finding> occupied(Session session, String name) {
        if (!SchemaReader.exists(session, name)) {
            return Optional.empty();
        }
        long others = session.number(
                "see whose " + name + " is",
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = " + Names.literal(name)
                        + " AND NOT EXISTS (SELECT 1 FROM information_schema.tables AS m WHERE m.table_schema = "
                        + Names.literal(name) + " AND m.table_name = " + Names.literal(MARK) + ")");
        return others == 0
                ? Optional.empty()
                : Optional.of(new Finding(
                        Level.BLOCKER,
                        ErrorCode.TARGET_EXISTS,
                        name,
                        "The scratch schema " + name + ", in which migrations.run is to work, exists at "
                                + session.server().address() + ", and dbmerge did not make it.",
                        "Drop or rename it, or choose another target.schema."));
    }
}
