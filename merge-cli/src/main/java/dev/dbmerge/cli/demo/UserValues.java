package dev.dbmerge.cli.demo;

import java.util.ArrayList;
import java.util.List;

/** Makes the settings of a scenario as the applications store them: a Ruby hash in YAML. */
final class UserValues {
    private static final int INPUTS = 640;
    private static final List<String> SECTORS =
            List.of("households", "industry", "transport", "buildings", "agriculture", "supply", "costs");
    private static final List<String> THINGS =
            List.of("heat", "wind", "solar", "gas", "coal", "biomass", "boiler", "pump", "network", "storage");
    private static final List<String> ASPECTS = List.of("share", "growth", "demand", "efficiency", "capacity");

    private final List<String> names = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();

    UserValues(long seed) {
        Dice dice = new Dice(seed, "inputs");
        for (int i = 0; i < INPUTS; i++) {
            names.add(dice.pick(SECTORS) + '_' + dice.pick(THINGS) + '_' + dice.pick(ASPECTS) + '_' + i);
            numbers.add(number(dice));
        }
    }

    /** How a stored hash names its inputs. */
    enum Keys {
        /** By the number of a row, until August 2012. */
        NUMBERS("--- !map:ActiveSupport::HashWithIndifferentAccess ", "{}\n\n"),
        /** By name, since then. */
        NAMES("--- !ruby/hash:ActiveSupport::HashWithIndifferentAccess", " {}\n");

        private final String head;
        private final String empty;

        Keys(String head, String empty) {
            this.head = head;
            this.empty = empty;
        }
    }

    /** One setting: the input's number and the text of its value. */
    record Setting(int input, String value) {}

    List<Setting> draw(Dice dice, int count) {
        List<Setting> settings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            settings.add(new Setting(dice.below(INPUTS), dice.pick(numbers)));
        }
        return settings;
    }

    String yaml(List<Setting> settings, Keys keys) {
        if (settings.isEmpty()) {
            return keys.head + keys.empty;
        }
        StringBuilder text =
                new StringBuilder(64 + 40 * settings.size()).append(keys.head).append('\n');
        for (Setting setting : settings) {
            if (keys == Keys.NUMBERS) {
                text.append('"').append(setting.input() + 1).append('"');
            } else {
                text.append(names.get(setting.input()));
            }
            text.append(": ").append(setting.value()).append('\n');
        }
        return text.toString();
    }

    private static String number(Dice dice) {
        double value = dice.pick(List.of(dice.real(-5, 5), dice.real(0, 100), dice.falling(10_000)));
        double step = dice.pick(List.of(1.0, 10.0, 100.0, 1e13));
        return Double.toString(Math.rint(value * step) / step);
    }
}
