package dev.dbmerge.spec;

import dev.dbmerge.internal.yaml.YamlMapping;
import dev.dbmerge.internal.yaml.YamlNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code promote}. */
final class PromotionReader {
    private static final List<String> KEYS = List.of("backup", "keep", "lock-wait", "budget", "attempts");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})(ms|s|m)");
    private static final Duration LONGEST = Duration.ofHours(1);

    Promotion read(YamlNode node) {
        Optional<YamlMapping> mapping = node.mapping();
        mapping.ifPresent(keys -> keys.refuseOthers(KEYS));
        Optional<Path> backup = mapping.flatMap(keys -> keys.get("backup")).flatMap(PromotionReader::folder);
        OptionalLong keep = mapping.flatMap(keys -> keys.get("keep"))
                .map(value -> value.whole(0, 1000))
                .orElse(OptionalLong.empty());
        Optional<Duration> wait = mapping.flatMap(keys -> keys.get("lock-wait")).flatMap(PromotionReader::duration);
        Optional<Duration> budget = mapping.flatMap(keys -> keys.get("budget")).flatMap(PromotionReader::duration);
        OptionalLong attempts = mapping.flatMap(keys -> keys.get("attempts"))
                .map(value -> value.whole(1, 1000))
                .orElse(OptionalLong.empty());
        Promotion otherwise = Promotion.DEFAULT;
        return new Promotion(
                backup,
                (int) keep.orElse(otherwise.keep()),
                wait.orElse(otherwise.lockWait()),
                budget.orElse(otherwise.budget()),
                (int) attempts.orElse(otherwise.attempts()));
    }

    private static Optional<Path> folder(YamlNode node) {
        return node.text().map(path -> node.document().resolve(path));
    }

    private static Optional<Duration> duration(YamlNode node) {
        Optional<String> text = node.text();
        Optional<Duration> duration = text.map(DURATION::matcher)
                .filter(Matcher::matches)
                .map(PromotionReader::duration)
                .filter(value -> !value.isZero() && value.compareTo(LONGEST) <= 0);
        if (text.isPresent() && duration.isEmpty()) {
            node.mistake(
                    node.path() + " is not a time of up to an hour.",
                    "Write a number and a unit, as in 500ms, 5s or 2m.");
        }
        return duration;
    }

    private static Duration duration(Matcher parts) {
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
