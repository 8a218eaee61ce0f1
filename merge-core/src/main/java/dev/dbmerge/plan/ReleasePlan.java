package dev.dbmerge.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the runs of several specs would do, and what of the one would point at nothing in the other.
 *
 * @param name the release's name
 * @param plans by the specs' names in the release, in its order
 * @param references between the targets
 * @param findings about the references
 */
public record ReleasePlan(
        String name, Map<String, MergePlan> plans, List<ReferenceForecast> references, List<Finding> findings) {
    public ReleasePlan {
        Objects.requireNonNull(name, "name");
        plans = Collections.unmodifiableMap(new LinkedHashMap<>(plans));
        references = List.copyOf(references);
        findings = List.copyOf(findings);
    }

    /** Tells whether one of the runs would be refused, or a reference stands in the way. */
    public boolean blocked() {
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.BLOCKER)
                || plans.values().stream().anyMatch(MergePlan::blocked);
    }
}
