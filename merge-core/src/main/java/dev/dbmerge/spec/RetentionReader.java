package dev.dbmerge.spec;

import dev.dbmerge.internal.yaml.YamlNode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code retention}. */
final class RetentionReader {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,5}) ?(hours?|days?|weeks?)");
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final int DAYS_OF_A_WEEK = 7;

    /** Gives the time; empty where it is none, which is noted. */
    Optional<Duration> read(YamlNode node) {
        Optional<String> text = node.text();
        Optional<Duration> duration = text.map(DURATION::matcher)
                .filter(Matcher::matches)
                .map(RetentionReader::duration)
                .filter(value -> !value.isZero() && value.compareTo(LONGEST) <= 0);
        if (text.isPresent() && duration.isEmpty()) {
            node.mistake(
                    "retention is not a time of up to a hundred years.",
                    "Write a number and a unit, as in 12 hours, 30 days or 8 weeks.");
        }
        return duration;
    }

    private static Duration duration(Matcher parts) {
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2).charAt(0)) {
            case 'h' -> Duration.ofHours(number);
            case 'd' -> Duration.ofDays(number);
            default -> Duration.ofDays(number * DAYS_OF_A_WEEK);
        };
    }
}
