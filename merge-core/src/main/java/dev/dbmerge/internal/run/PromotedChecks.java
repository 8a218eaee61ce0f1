package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.CheckRunner;
import dev.dbmerge.internal.verify.ReferenceChecker;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.spec.MergeSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks the references and checks once more, over what was caught up.
 *
 * <p>Parents and children are not caught up in one moment, so a row that fails a check counts when it does so again after the next
 * catching up.
 */
final class PromotedChecks {
    /** A row that is being written all the time may be found half caught up more than once. */
    private static final int TRIES = 10;

    private final MergeSpec spec;
    private final Session session;
    private final Schema target;
    private final Instant pinnedAt;

    PromotedChecks(MergeSpec spec, Session session, Schema target, Instant pinnedAt) {
        this.spec = spec;
        this.session = session;
        this.target = target;
        this.pinnedAt = pinnedAt;
    }

    /**
     * Asks all of them.
     *
     * @param catchUp catches up once more
     * @throws RefusedException when one does not hold
     */
    void confirm(Runnable catchUp) {
        Map<String, Set<String>> failing = failed();
        for (int i = 1; i < TRIES && !failing.isEmpty(); i++) {
            catchUp.run();
            failing = stillFailed(failing, failed());
        }
        if (!failing.isEmpty()) {
            throw new RefusedException(
                    ErrorCode.CHECK_FAILED,
                    "With what production wrote since the run, these do not hold in the target: "
                            + String.join(", ", failing.keySet()) + ".",
                    "Run dbmerge verify to see the rows, mend them or the spec, run again, then promote.");
        }
    }

    private static Map<String, Set<String>> stillFailed(Map<String, Set<String>> before, Map<String, Set<String>> now) {
        Map<String, Set<String>> still = new TreeMap<>();
        now.forEach((id, keys) -> {
            Set<String> then = before.getOrDefault(id, keys);
            Set<String> both = new TreeSet<>(keys.isEmpty() ? then : keys);
            boolean known = !keys.isEmpty() && !then.isEmpty();
            if (known) {
                both.retainAll(then);
            }
            if (before.containsKey(id) && !(known && both.isEmpty())) {
                still.put(id, both);
            }
        });
        return still;
    }

    /** Gives the keys of the rows by the check that they fail; no key where there are more rows than are named. */
    private Map<String, Set<String>> failed() {
        List<CheckResult> results = new ArrayList<>(new ReferenceChecker(session, target).check(spec.references()));
        CheckRunner runner = new CheckRunner(session, target.name(), pinnedAt);
        spec.checks().forEach(one -> results.add(runner.run(one)));
        Map<String, Set<String>> failed = new TreeMap<>();
        results.stream()
                .filter(result -> result.fatal() && !result.holds())
                .forEach(result -> failed.put(
                        result.id(),
                        result.rows() > result.keys().size() ? new TreeSet<>() : new TreeSet<>(result.keys())));
        return failed;
    }
}
