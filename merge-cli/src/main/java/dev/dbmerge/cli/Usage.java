package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Says what is wrong with a command line. */
final class Usage {
    private Usage() {}

    static MergeException wrong(String problem, String remedy) {
        return new MergeException(ErrorCode.USAGE, problem, remedy);
    }

    /** Gives {@code Did you mean X?} where one of the known words is near, else the other remedy. */
    static String nearest(String word, Collection<String> known, String otherwise) {
        return near(word, known)
                .map(found -> "Did you mean " + found + "? " + otherwise)
                .orElse(otherwise);
    }

    private static Optional<String> near(String word, Collection<String> known) {
        String asked = word.toLowerCase(Locale.ROOT);
        Optional<String> begun = known.stream()
                .filter(candidate -> bare(asked).length() > 1 && candidate.startsWith(asked))
                .findFirst();
        return begun.or(() -> known.stream()
                .min(Comparator.comparingInt(candidate -> distance(asked, candidate)))
                .filter(candidate -> distance(asked, candidate)
                        <= Math.max(1, bare(candidate).length() / 3)));
    }

    private static String bare(String word) {
        return word.replaceFirst("^-+", "");
    }

    /** Counts the letters to add, leave out, change or swap with their neighbour (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int change = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int other = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return Math.min(Math.min(change, other), swapped ? cost[i - 2][j - 2] + 1 : other);
    }
}
