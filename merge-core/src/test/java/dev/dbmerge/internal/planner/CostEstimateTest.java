package dev.dbmerge.internal.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.internal.planner.CostReader.Side;
import dev.dbmerge.internal.planner.ReadProbe.Timing;
import dev.dbmerge.plan.Cost.CopiedTable;
import dev.dbmerge.plan.Cost.Estimate;
import dev.dbmerge.plan.RuleForecast;
import dev.dbmerge.plan.TablePlan.Origin;
import dev.dbmerge.spec.Database.Consistency;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CostEstimateTest {
    private static final Side NOTHING = new Side("staging", Consistency.LOCK, List.of(), List.of(), Map.of());

    @Test
    void aTimedTableCountsByItsRowsAndAnotherByItsBytes() {
        // 1,000 of 10,000 rows in 10 ms: 100 ms for all; the other table has half of the bytes.
        Side production = side(
                List.of(table("orders", 10_000, 2_000_000), table("users", 70, 1_000_000)),
                Map.of("orders", new Timing(1_000, 150_000, Duration.ofMillis(10))));

        Estimate estimate = estimate(List.of(), production).orElseThrow();

        assertEquals(Duration.ofMillis(150 * 3 / 2 + 200), estimate.copying());
        assertEquals(Duration.ofMillis(150 * 2 + 200), estimate.total());
    }

    @Test
    void aRuleAddsWhatItsRowsTake() {
        Side production = side(
                List.of(table("orders", 10_000, 2_000_000)),
                Map.of("orders", new Timing(1_000, 150_000, Duration.ofMillis(10))));
        RuleForecast counted = new RuleForecast("a", "orders", OptionalLong.of(5_000), OptionalLong.of(10_000), "");
        RuleForecast later = new RuleForecast("b", "orders", OptionalLong.empty(), OptionalLong.empty(), "in the run");

        Estimate estimate = estimate(List.of(counted, later), production).orElseThrow();

        assertEquals(Duration.ofMillis(100 * 3 / 2 + 100), estimate.copying());
        assertEquals(Duration.ofMillis(100 * 2 + 100 + 50 * 3 / 2), estimate.total());
    }

    @Test
    void rowsThatCouldNotBeTimedLeaveNoEstimate() {
        Side production = side(List.of(table("orders", 10_000, 2_000_000)), Map.of());

        assertEquals(Optional.empty(), estimate(List.of(), production));
        assertEquals(
                Optional.empty(),
                new CostEstimate(List.of(), NOTHING, production).holds().get(0).time());
    }

    @Test
    void emptyTablesTakeTheirMakingAlone() {
        Side production = side(List.of(table("orders", 0, 16_384)), Map.of());

        assertEquals(
                Duration.ofMillis(100),
                estimate(List.of(), production).orElseThrow().total());
    }

    private static Optional<Estimate> estimate(List<RuleForecast> rules, Side production) {
        return new CostEstimate(rules, NOTHING, production).estimate();
    }

    private static Side side(List<CopiedTable> tables, Map<String, Timing> timings) {
        return new Side("production", Consistency.SNAPSHOT, tables, List.of(), timings);
    }

    private static CopiedTable table(String name, long rows, long bytes) {
        return new CopiedTable(name, Origin.PRODUCTION, rows, bytes);
    }
}
