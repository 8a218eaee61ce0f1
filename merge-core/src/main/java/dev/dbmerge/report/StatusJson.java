package dev.dbmerge.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes for programs what there is of a merge, and what a cleaning dropped. */
final class StatusJson {
    private StatusJson() {}

    static JsonObject of(StatusReport report) {
        return new JsonObject()
                .put("format", "dbmerge-status/1")
                .put("name", report.name())
                .put("at", report.at())
                .put("live", report.live())
                .put("keep", report.keep())
                .put("retentionMillis", millis(report.retention()))
                .putObject("target", report.target().map(StatusJson::target))
                .putObjects("holdings", report.holdings(), holding -> holding(holding, Optional.of(report.at())))
                .putObject("log", report.log().map(StatusJson::log))
                .putStrings("warnings", report.warnings());
    }

    static JsonObject of(CleaningReport report) {
        return new JsonObject()
                .put("format", "dbmerge-cleaning/1")
                .put("name", report.name())
                .putStrings(
                        "dropped", report.dropped().stream().map(Holding::name).toList())
                .putObjects(
                        "left",
                        report.left(),
                        holding -> new JsonObject().put("name", holding.name()).put("because", holding.because()));
    }

    private static JsonObject target(TargetStatus target) {
        return new JsonObject()
                .put("target", target.target())
                .put("runId", target.runId())
                .put("spec", target.spec())
                .put("state", target.state())
                .put("startedAt", target.startedAt())
                .put("finishedAt", target.finishedAt().map(Instant::toString))
                .put("promotion", target.promotion())
                .put("previous", target.previous())
                .putObjects(
                        "archives",
                        target.archives(),
                        archive -> new JsonObject()
                                .put("rule", archive.rule())
                                .put("table", archive.table())
                                .put("rows", archive.rows()));
    }

    private static JsonObject holding(Holding holding, Optional<Instant> now) {
        return new JsonObject()
                .put("kind", holding.kind())
                .put("name", holding.name())
                .put("since", holding.since().map(Instant::toString))
                .put("ageMillis", millis(now.flatMap(holding::age)))
                .put("bytes", holding.bytes())
                .put("tables", holding.tables())
                .put("fate", holding.fate())
                .put("because", holding.because());
    }

    private static JsonObject log(StatusReport.LogReach log) {
        return new JsonObject()
                .put("database", log.database())
                .put("reach", log.reach())
                .put("until", log.until().map(Instant::toString))
                .put("text", log.text());
    }

    private static OptionalLong millis(Optional<Duration> time) {
        return time.map(Duration::toMillis).map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
