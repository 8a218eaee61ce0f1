package dev.dbmerge.internal.doctor;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.mapping.TargetStructure;
import dev.dbmerge.internal.planner.ExistingTarget;
import dev.dbmerge.internal.planner.TargetFindings;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Connections;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.survey.Survey;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.report.DatabaseHealth;
import dev.dbmerge.report.DoctorReport;
import dev.dbmerge.spec.MergeSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at the three databases of a merge, each as far as its server lets it, and says what they lack; writes nothing. */
public final class Doctor {
    private static final Set<ErrorCode> ABOUT_SERVERS = Set.of(
            ErrorCode.TARGET_EXISTS, ErrorCode.COLLATION_SUBSTITUTED, ErrorCode.DEFINER_MISSING, ErrorCode.STRUCTURE);

    private final MergeSpec spec;
    private final ExistingTarget existing;

    public Doctor(MergeSpec spec, ExistingTarget existing) {
        this.spec = spec;
        this.existing = existing;
    }

    /** Connects to each of them; one that cannot be reached is a finding, and the others are still looked at. */
    public DoctorReport examine(Connections toStaging, Connections toProduction, Connections toTarget) {
        try (Patient staging = new Patient("staging", spec.staging());
                Patient production = new Patient("production", spec.production());
                Patient target = new Patient("target", spec.target())) {
            staging.look(toStaging);
            production.look(toProduction);
            target.look(toTarget);
            Optional<Schema> wanted = staging.schema()
                    .flatMap(ours -> production.schema().map(theirs -> TargetStructure.of(spec, ours, theirs)));
            Charts charts = new Charts(spec, wanted);
            List<DatabaseHealth> databases =
                    List.of(charts.source(staging), charts.source(production), charts.target(target));
            List<Finding> findings = new ArrayList<>();
            Stream.of(staging, production, target).forEach(patient -> findings.addAll(patient.findings()));
            databases.forEach(database -> findings.addAll(Charts.lacking(database)));
            findings.addAll(hidden(staging));
            if (target.session().isPresent() && target.known() && wanted.isPresent()) {
                findings.addAll(together(staging, production, target, wanted.get()));
            } else {
                target.session().ifPresent(session -> findings.addAll(standing(session)));
            }
            findings.sort(Comparator.comparing(Finding::level));
            return new DoctorReport(spec.name(), databases, charts.promotion(production, target), findings);
        }
    }

    private List<Finding> together(Patient staging, Patient production, Patient target, Schema wanted) {
        Session session = target.session().orElseThrow();
        List<Finding> findings = new ArrayList<>();
        new TargetFindings(session, existing)
                .findings(wanted, spec.production().schema()).stream()
                        .filter(finding -> ABOUT_SERVERS.contains(finding.code()))
                        .forEach(findings::add);
        findings.addAll(new Survey(
                        spec,
                        staging.session().orElseThrow(),
                        staging.schema().orElseThrow(),
                        production.session().orElseThrow(),
                        production.schema().orElseThrow(),
                        session,
                        wanted)
                .findings(Optional.empty()).stream()
                        .filter(finding -> finding.code() != ErrorCode.PRIVILEGE)
                        .toList());
        return findings;
    }

    private List<Finding> standing(Session target) {
        return new TargetFindings(target, existing).existingAsSeen().stream().toList();
    }

    /** What one GRANT opens is among the privileges already. */
    private static List<Finding> hidden(Patient source) {
        return source.schema().stream()
                .flatMap(schema -> schema.hidden().stream())
                .filter(clause -> !clause.contains("(GRANT "))
                .map(clause -> new Finding(
                        Level.BLOCKER,
                        ErrorCode.NOT_VISIBLE,
                        source.role(),
                        "Staging's account may not see " + clause + ".",
                        "Grant it, or merge with an account that sees everything that has to be copied."))
                .toList();
    }
}
