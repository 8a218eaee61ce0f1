package dev.dbmerge.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.RowCount;
import dev.dbmerge.plan.Step;
import dev.dbmerge.plan.TablePlan;
import dev.dbmerge.plan.TablePlan.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Step USERS = new Step.OverlayTable("users");
    private static final Step AREAS = new Step.CopyTable("areas");

    private final Pace pace = new Pace(OptionalLong.of(10_000));

    @Test
    void saysNothingInTheFirstSecond() {
        pace.at(USERS, 0, 0);
        pace.at(USERS, 500, seconds(0.9));

        assertEquals(OptionalLong.empty(), pace.perSecond(USERS, seconds(0.9)));
        assertEquals(Optional.empty(), pace.left(seconds(0.9)));
    }

    @Test
    void tellsTheRateOfAStepAndTheTimeThatAllTablesTake() {
        pace.at(USERS, 0, 0);
        pace.at(AREAS, 0, 0);
        pace.at(USERS, 1_000, seconds(2));
        pace.at(AREAS, 3_000, seconds(2));

        assertEquals(OptionalLong.of(500), pace.perSecond(USERS, seconds(2)));
        assertEquals(OptionalLong.of(1_500), pace.perSecond(AREAS, seconds(2)));
        assertEquals(Optional.of(Duration.ofSeconds(3)), pace.left(seconds(2)));
    }

    @Test
    void forgetsWhatIsTenSecondsOld() {
        pace.at(USERS, 0, 0);
        pace.at(USERS, 4_000, seconds(1));
        pace.at(USERS, 4_100, seconds(6));
        pace.at(USERS, 4_200, seconds(11));

        assertEquals(OptionalLong.of(20), pace.perSecond(USERS, seconds(11)));
        assertEquals(Optional.of(Duration.ofSeconds(290)), pace.left(seconds(11)));
    }

    @Test
    void saysNothingOfAStepThatStands() {
        pace.at(USERS, 0, 0);
        pace.at(USERS, 4_000, seconds(1));

        assertEquals(OptionalLong.empty(), pace.perSecond(USERS, seconds(11.5)));
        assertEquals(Optional.empty(), pace.left(seconds(11.5)));
    }

    @Test
    void saysNothingOfTheRestWhereMoreRowsCameThanThePlanKnew() {
        pace.at(USERS, 0, 0);
        pace.at(USERS, 10_001, seconds(2));

        assertEquals(Optional.empty(), pace.left(seconds(2)));
        assertEquals(OptionalLong.of(5_001), pace.perSecond(USERS, seconds(2)));
    }

    @Test
    void leavesRowsAsideThatComeIntoNoTableOfTheTarget() {
        Step scratch = new Step.MigrateProduction("scratch");
        pace.at(scratch, 0, 0);
        pace.at(scratch, 9_000, seconds(3));
        pace.at(USERS, 0, seconds(3));
        pace.at(USERS, 1_000, seconds(5));

        assertEquals(Optional.of(Duration.ofSeconds(18)), pace.left(seconds(5)));
    }

    @Test
    void takesTheRowsOfThePlanWithoutTablesThatAreLeftBehind() {
        Pace known = Pace.of(plan(Optional.of(new RowCount(2_000, true))));
        Pace unknown = Pace.of(plan(Optional.empty()));
        for (Pace each : List.of(known, unknown)) {
            each.at(USERS, 0, 0);
            each.at(USERS, 1_000, seconds(2));
        }

        assertEquals(Optional.of(Duration.ofSeconds(2)), known.left(seconds(2)));
        assertEquals(Optional.empty(), unknown.left(seconds(2)));
    }

    private static MergePlan plan(Optional<RowCount> users) {
        return new MergePlan(
                "ete",
                "ete_new",
                Instant.EPOCH,
                "ete_staging",
                "ete_production",
                "db",
                List.of(table("users", Origin.PRODUCTION, users), table("old", Origin.LEFT_BEHIND, Optional.empty())),
                List.of(USERS),
                List.of(),
                List.of(),
                "",
                "");
    }

    private static TablePlan table(String name, Origin origin, Optional<RowCount> result) {
        return new TablePlan(name, origin, Optional.empty(), Optional.empty(), result, List.of(), List.of());
    }

    private static long seconds(double count) {
        return (long) (count * 1e9);
    }
}
