package dev.dbmerge.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.event.MergeListener;
import dev.dbmerge.event.Pace;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.StepState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private static final Step USERS = new Step.OverlayTable("users");
    private static final Step AREAS = new Step.CopyTable("areas");

    private final AtomicLong clock = new AtomicLong();
    private final List<StepState> states = new ArrayList<>();
    private final MergeListener keeping = new MergeListener() {
        @Override
        public void moved(StepState state) {
            states.add(state);
        }

        @Override
        public List<String> troubles() {
            return List.of("It is full.");
        }
    };
    private final MergeListener throwing = new MergeListener() {
        @Override
        public void moved(StepState state) {
            throw new IllegalStateException("mine");
        }
    };
    private final Listeners listeners =
            new Listeners(List.of(throwing, keeping), new Pace(OptionalLong.of(4_000)), clock::get);

    @Test
    void tellsOfRowsOnceASecondAStep() {
        listeners.started(USERS);
        listeners.started(AREAS);
        for (int i = 1; i <= 25; i++) {
            clock.addAndGet(Duration.ofMillis(100).toNanos());
            listeners.progressed(USERS, i * 100, 3_000);
            listeners.progressed(AREAS, i, 0);
        }

        assertEquals(
                List.of(100L, 1_100L, 2_100L),
                states.stream()
                        .filter(state -> state.id().equals("overlay:users"))
                        .map(StepState::rows)
                        .toList());
        assertEquals(6, states.size());
        assertEquals(
                new StepState(
                        "overlay:users",
                        1_100,
                        OptionalLong.of(3_000),
                        OptionalLong.of(1_000),
                        Optional.of(Duration.ofMillis(2_864))),
                states.get(2));
    }

    @Test
    void gathersTheTroublesOfAll() {
        assertEquals(List.of("It is full."), listeners.troubles());
    }
}
