package dev.dbmerge.internal.release;

import dev.dbmerge.event.DumpProgress;
import dev.dbmerge.internal.run.Access;
import dev.dbmerge.internal.run.Parallel;
import dev.dbmerge.internal.run.Servers;
import dev.dbmerge.plan.ReleasePlan;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.ReleaseSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Connects to the servers of every spec of a release while it is planned. */
public final class ReleaseAccess {
    private ReleaseAccess() {}

    /** Plans, once the dumps that stand for sources are loaded. */
    public static ReleasePlan plan(ReleaseSpec release, Consumer<DumpProgress> dumps) {
        Map<String, Servers> servers = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, MergeSpec> one : release.specs().entrySet()) {
                Access access = new Access(one.getValue());
                Servers opened = access.servers();
                servers.put(one.getKey(), opened);
                access.dumps(opened, Parallel.DEFAULT, dumps).load();
            }
            return new ReleasePlanner(release, servers).plan();
        } finally {
            servers.values().forEach(Servers::close);
        }
    }
}
