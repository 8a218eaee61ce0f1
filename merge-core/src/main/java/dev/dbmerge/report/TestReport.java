package dev.dbmerge.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What the cases of one spec showed.
 *
 * @param name the spec's name
 * @param server where they ran, such as {@code MariaDB 11.4.5}
 * @param structure where the structure came from, such as {@code sql/ete/demo/staging}
 * @param cases in the order of their files
 * @param coverage one entry a rule that can be changed
 * @param untested steps without a case: {@code cleanup:...}, {@code overlay:...} of an overlay with expressions, {@code check:...}
 */
public record TestReport(
        String name,
        Path spec,
        String server,
        String structure,
        List<CaseResult> cases,
        List<RuleCoverage> coverage,
        List<String> untested,
        Duration took) {
    public TestReport {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(structure, "structure");
        cases = List.copyOf(cases);
        coverage = List.copyOf(coverage);
        untested = List.copyOf(untested);
        Objects.requireNonNull(took, "took");
    }

    /** Tells whether every case passed. */
    public boolean passed() {
        return cases.stream().allMatch(CaseResult::passed);
    }

    /** Gives the folder that a subject's cases lie in, or would by default. */
    Path caseFolder(String subject) {
        String id = subject.substring(subject.indexOf(':') + 1);
        List<String> names = List.of(id, subject.replaceFirst(":", "-"));
        for (CaseResult each : cases) {
            for (Path folder = each.at().file(); folder != null; folder = folder.getParent()) {
                if (each.subject().equals(subject) && names.contains(String.valueOf(folder.getFileName()))) {
                    return folder;
                }
            }
        }
        return spec.resolveSibling("cases").resolve(id);
    }

    /** Gives the cleanup rules without a case. */
    public List<String> untestedRules() {
        return untested.stream().filter(step -> step.startsWith("cleanup:")).toList();
    }
}
