package dev.dbmerge.report;

import dev.dbmerge.error.Position;
import dev.dbmerge.report.MutantResult.Fate;

/** Writes what the cases of one spec showed as {@code dbmerge-test/1}. */
final class TestJson {
    private TestJson() {}

    static String of(TestReport report) {
        return new JsonObject()
                .put("format", "dbmerge-test/1")
                .put("name", report.name())
                .put("spec", report.spec().toString())
                .put("server", report.server())
                .put("structure", report.structure())
                .put("passed", report.passed())
                .put("tookMillis", report.took().toMillis())
                .putObjects("cases", report.cases(), TestJson::result)
                .putObjects("coverage", report.coverage(), TestJson::coverage)
                .putStrings("untested", report.untested())
                .toString();
    }

    private static JsonObject result(CaseResult result) {
        return new JsonObject()
                .put("subject", result.subject())
                .put("name", result.name())
                .put("file", result.at().file().toString())
                .put("line", result.at().line())
                .put("column", result.at().column())
                .put("verdict", result.verdict())
                .putStrings("problems", result.problems())
                .putObjects("differences", result.differences(), TestJson::difference)
                .putStrings("notes", result.notes())
                .put("tookMillis", result.took().toMillis());
    }

    private static JsonObject difference(CaseDifference difference) {
        return new JsonObject()
                .put("table", difference.table())
                .put("row", difference.row())
                .put("column", difference.column())
                .put("expected", difference.expected())
                .put("actual", difference.actual());
    }

    private static JsonObject coverage(RuleCoverage coverage) {
        return new JsonObject()
                .put("subject", coverage.subject())
                .put("file", coverage.file().toString())
                .put("outside", coverage.outside())
                .put("noticed", coverage.of(Fate.NOTICED).size())
                .put("unnoticed", coverage.of(Fate.UNNOTICED).size())
                .put("accepted", coverage.of(Fate.ACCEPTED).size())
                .putObjects("changes", coverage.mutants(), mutant -> change(coverage, mutant))
                .putStrings("notes", coverage.notes());
    }

    private static JsonObject change(RuleCoverage coverage, MutantResult mutant) {
        Position at = coverage.at(mutant);
        return new JsonObject()
                .put("name", mutant.name())
                .put("fate", mutant.fate())
                .put("line", at.line())
                .put("column", at.column())
                .put("sql", mutant.sql())
                .put("said", mutant.said())
                .put("revealing", mutant.revealing());
    }
}
