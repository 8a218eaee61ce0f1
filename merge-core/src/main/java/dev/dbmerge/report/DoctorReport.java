package dev.dbmerge.report;

import dev.dbmerge.plan.Finding;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the servers and accounts of a merge are like, and what they lack.
 *
 * @param name the spec's name
 * @param databases staging, production and target
 * @param promotion what putting the target in the live database's place asks for, on production's server, which no run does;
 *     empty where that server was not reached
 * @param findings about the servers alone, blockers first
 */
public record DoctorReport(
        String name, List<DatabaseHealth> databases, Optional<AccountNeeds> promotion, List<Finding> findings) {
    public DoctorReport {
        Objects.requireNonNull(name, "name");
        databases = List.copyOf(databases);
        Objects.requireNonNull(promotion, "promotion");
        findings = List.copyOf(findings);
    }

    /** Gives the findings that stop a run. */
    public List<Finding> blockers() {
        return findings.stream()
                .filter(finding -> finding.level() == Finding.Level.BLOCKER)
                .toList();
    }

    /** Tells whether every server was reached and nothing there stops a run. */
    public boolean well() {
        return blockers().isEmpty();
    }
}
