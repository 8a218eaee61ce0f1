package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.mapping.OverlaidTable;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.RowCount;
import dev.dbmerge.plan.RuleForecast;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What was read from the servers for a plan.
 *
 * @param target the structure that the target is to have
 * @param overlaid the overlaid tables that both sides have, by table
 * @param findings what the reading itself found
 */
public record Facts(
        Instant readAt,
        Source staging,
        Source production,
        Schema target,
        String targetServer,
        Map<String, OverlaidTable> overlaid,
        List<RuleForecast> forecasts,
        List<Finding> findings) {
    public Facts {
        Objects.requireNonNull(readAt, "readAt");
        Objects.requireNonNull(staging, "staging");
        Objects.requireNonNull(production, "production");
        Objects.requireNonNull(target, "target");
        overlaid = Map.copyOf(overlaid);
        forecasts = List.copyOf(forecasts);
        findings = List.copyOf(findings);
    }

    /**
     * One source.
     *
     * @param description names schema, server and address
     * @param rows by table
     */
    public record Source(Schema schema, String description, String fingerprint, Map<String, RowCount> rows) {
        public Source {
            Objects.requireNonNull(schema, "schema");
            Objects.requireNonNull(description, "description");
            Objects.requireNonNull(fingerprint, "fingerprint");
            rows = Map.copyOf(rows);
        }
    }
}
