package dev.dbmerge.cli.demo;

import java.util.stream.IntStream;

/** Says which scenarios of ETEngine a user of ETModel saved, the same for the databases of both. */
final class SavedScenarioIds {
    private static final double SHARE = 0.08;

    private final long seed;
    private final int scenarios;
    private final int[] ids;

    SavedScenarioIds(DemoSize size) {
        seed = size.seed();
        scenarios = size.scenarios();
        ids = IntStream.rangeClosed(1, scenarios).filter(this::has).toArray();
    }

    boolean has(int scenario) {
        return !BorderCase.has(scenario) && new Dice(seed, "saved", scenario).chance(SHARE);
    }

    /** Draws an id that a saved scenario holds: of a hundred, three that nobody protected and one that never was. */
    int draw(Dice dice) {
        if (dice.chance(0.01)) {
            return scenarios + dice.between(1_000, 9_999);
        }
        return dice.chance(0.03) || ids.length == 0 ? dice.between(1, scenarios) : ids[dice.below(ids.length)];
    }
}
