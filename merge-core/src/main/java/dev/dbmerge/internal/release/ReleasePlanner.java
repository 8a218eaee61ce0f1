package dev.dbmerge.internal.release;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.planner.ExistingTarget;
import dev.dbmerge.internal.run.RunFactory;
import dev.dbmerge.internal.run.Servers;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.ReferenceForecast;
import dev.dbmerge.plan.ReleasePlan;
import dev.dbmerge.spec.Reference.Orphans;
import dev.dbmerge.spec.ReleaseReference;
import dev.dbmerge.spec.ReleaseSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Plans the specs of a release one by one, then counts the references between their targets; writes nothing. */
public final class ReleasePlanner {
    private final ReleaseSpec release;
    private final Map<String, Servers> servers;

    /**
     * Makes a planner.
     *
     * @param servers those of each spec, by its name in the release; the caller closes them
     */
    public ReleasePlanner(ReleaseSpec release, Map<String, Servers> servers) {
        this.release = release;
        this.servers = Map.copyOf(servers);
    }

    /** Makes the plan; a blocker in it is a result, not an error. */
    public ReleasePlan plan() {
        Map<String, MergePlan> plans = new LinkedHashMap<>();
        release.specs()
                .forEach((name, spec) ->
                        plans.put(name, new RunFactory(spec, servers.get(name), ExistingTarget.REFUSE).plan()));
        List<ReferenceForecast> references = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        Map<String, Side> sides = new LinkedHashMap<>();
        try {
            for (ReleaseReference reference : release.references()) {
                count(reference, sides, references, findings);
            }
        } finally {
            sides.values().forEach(Side::close);
        }
        return new ReleasePlan(release.name(), plans, references, findings);
    }

    /** What cannot be asked is a finding; a server that is gone is not. */
    private void count(
            ReleaseReference reference,
            Map<String, Side> sides,
            List<ReferenceForecast> references,
            List<Finding> findings) {
        try {
            Side child = sides.computeIfAbsent(reference.spec(), this::side);
            Side parent = sides.computeIfAbsent(reference.toSpec(), this::side);
            ReferenceForecast forecast = new ReferenceCounter(reference, child, parent).count();
            references.add(forecast);
            finding(reference, forecast).ifPresent(findings::add);
        } catch (MergeException e) {
            if (e.code() == ErrorCode.SERVER_GONE || e.code() == ErrorCode.INTERRUPTED) {
                throw e;
            }
            findings.add(new Finding(Level.BLOCKER, e.code(), reference.text(), e.problem(), e.remedy()));
        }
    }

    private Side side(String name) {
        return Side.open(release.specs().get(name), servers.get(name));
    }

    private static Optional<Finding> finding(ReleaseReference reference, ReferenceForecast forecast) {
        if (forecast.orphans().isEmpty()) {
            return Optional.of(new Finding(
                    Level.WARNING,
                    ErrorCode.NOT_ASKED,
                    reference.text(),
                    "The orphans of " + reference.text() + " cannot be counted before the run: " + forecast.note()
                            + ".",
                    ""));
        }
        long orphans = forecast.orphans().getAsLong();
        if (orphans == 0) {
            return Optional.empty();
        }
        boolean fails = reference.orphans() == Orphans.FAIL;
        return Optional.of(new Finding(
                        fails ? Level.BLOCKER : Level.WARNING,
                        ErrorCode.ORPHANS,
                        reference.text(),
                        String.format(
                                Locale.ROOT,
                                "%,d %s of %s's %s would point at no row of %s's %s: %s%s.",
                                orphans,
                                orphans == 1 ? "row" : "rows",
                                reference.spec(),
                                reference.table(),
                                reference.toSpec(),
                                reference.toTable(),
                                String.join(", ", forecast.keys()),
                                orphans > forecast.keys().size()
                                        ? " and " + (orphans - forecast.keys().size()) + " more"
                                        : ""),
                        fails
                                ? "Mend the rows, or write { from: " + reference.spec() + "." + reference.table() + "."
                                        + reference.column() + ", to: " + reference.toSpec() + "."
                                        + reference.toTable() + "." + reference.toColumn()
                                        + ", orphans: warn } under references of the release."
                                : "")
                .of(reference.table()));
    }
}
