package dev.dbmerge.report;

import dev.dbmerge.plan.Cost;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes for programs what a run would take. */
final class CostJson {
    private CostJson() {}

    static JsonObject of(Cost cost) {
        return new JsonObject()
                .put("rows", cost.rows())
                .put("bytes", cost.bytes())
                .putObjects("tables", cost.tables(), CostJson::table)
                .putObjects("locks", cost.locks(), CostJson::hold)
                .putObject("estimate", cost.estimate().map(CostJson::estimate));
    }

    private static JsonObject table(Cost.CopiedTable table) {
        return new JsonObject()
                .put("table", table.table())
                .put("origin", table.origin())
                .put("rows", table.rows())
                .put("bytes", table.bytes());
    }

    private static JsonObject hold(Cost.Hold hold) {
        return new JsonObject()
                .put("side", hold.side())
                .putStrings("tables", hold.tables())
                .put("millis", millis(hold.time()))
                .put("effect", hold.effect());
    }

    private static JsonObject estimate(Cost.Estimate estimate) {
        return new JsonObject()
                .put("copyMillis", estimate.copying().toMillis())
                .put("totalMillis", estimate.total().toMillis())
                .put("basis", estimate.basis());
    }

    private static OptionalLong millis(Optional<Duration> time) {
        return time.isPresent() ? OptionalLong.of(time.get().toMillis()) : OptionalLong.empty();
    }
}
