package dev.dbmerge.cli;

import java.time.Duration;
import java.util.Locale;

/** Spells numbers and times for people. */
final class Words {
    private Words() {}

    /** Gives {@code 1,234}. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Gives {@code 1 check}, {@code 2 checks} or {@code no checks}. */
    static String count(long value, String noun) {
        return (value == 0 ? "no" : number(value)) + " " + noun + (value == 1 ? "" : "s");
    }

    /** Gives {@code 0.3 s}, {@code 12.3 s} or {@code 4 min 5 s}. */
    static String time(Duration time) {
        if (time.toMinutes() < 1) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        return time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
}
