package dev.dbmerge.report;

import java.time.Duration;
import java.util.Locale;

/** Spells numbers and times for people. */
final class Words {
    private Words() {}

    /** Gives {@code 1,234}. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Gives {@code 1 check} or {@code 2 checks}. */
    static String count(long value, String noun) {
        return number(value) + " " + noun + (value == 1 ? "" : "s");
    }

    /** Gives {@code 41,234 of 50,000 (82.5 %)}. */
    static String share(long part, long whole) {
        String percent = whole == 0 ? "" : String.format(Locale.ROOT, " (%.1f %%)", 100.0 * part / whole);
        return number(part) + " of " + number(whole) + percent;
    }

    /** Gives {@code 850 ms}, {@code 12.3 s}, {@code 4 min 5 s} or {@code 2 h 3 min}. */
    static String time(Duration time) {
        if (time.toSeconds() < 1) {
            return time.toMillis() + " ms";
        }
        if (time.toMinutes() < 1) {
            return String.format(Locale.ROOT, "%d.%d s", time.toSeconds(), time.toMillisPart() / 100);
        }
        return time.toHours() < 1
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toHours() + " h " + time.toMinutesPart() + " min";
    }
}
