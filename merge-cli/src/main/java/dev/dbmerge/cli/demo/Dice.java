package dev.dbmerge.cli.demo;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.SplittableRandom;

/** Draws the values of one row or one cell; the same keys give the same draws. */
final class Dice {
    private static final LocalDateTime FIRST = LocalDateTime.of(2010, 3, 1, 0, 0);
    private static final int SECONDS =
            (int) Duration.between(FIRST, LocalDateTime.of(2013, 12, 20, 0, 0)).toSeconds();

    private final SplittableRandom random;

    Dice(long seed, Object... keys) {
        long state = seed;
        for (Object key : keys) {
            state = (state ^ key.hashCode()) * 0x9E3779B97F4A7C15L;
            state ^= state >>> 29;
        }
        random = new SplittableRandom(state);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Draws from {@code first} to {@code last}, both included. */
    int between(int first, int last) {
        return random.nextInt(first, last + 1);
    }

    /** Draws small values often and large ones seldom, around a mean. */
    double falling(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    double real(double first, double bound) {
        return random.nextDouble(first, bound);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Draws a second of the years 2010 to 2013. */
    LocalDateTime moment() {
        return FIRST.plusSeconds(random.nextInt(SECONDS));
    }

    String hex(int length) {
        StringBuilder text = new StringBuilder(length + 16);
        while (text.length() < length) {
            text.append(String.format("%016x", random.nextLong()));
        }
        return text.substring(0, length);
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
