package dev.dbmerge.internal.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody meant, by the distance of Levenshtein. */
public final class Suggestion {
    private Suggestion() {}

    /** Gives "Did you mean x?", else what is known. */
    public static String sentence(String written, Collection<String> known) {
        return closest(written, known)
                .map(word -> "Did you mean " + word + "?")
                .orElseGet(() -> known.isEmpty() ? "Leave it out." : "Known here: " + String.join(", ", known) + ".");
    }

    public static Optional<String> closest(String written, Collection<String> known) {
        String word = normal(written);
        return known.stream()
                .filter(candidate -> distance(word, normal(candidate)) <= allowed(word)
                        || oneStartsTheOther(word, normal(candidate)))
                .min(Comparator.comparing((String candidate) -> distance(word, normal(candidate)))
                        .thenComparing(candidate -> -commonStart(word, normal(candidate))));
    }

    private static boolean oneStartsTheOther(String word, String candidate) {
        return commonStart(word, candidate) >= Math.max(3, Math.min(word.length(), candidate.length()));
    }

    private static int commonStart(String a, String b) {
        int length = 0;
        while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return length;
    }

    private static String normal(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int allowed(String word) {
        return word.length() <= 3 ? 1 : word.length() <= 6 ? 2 : 3;
    }

    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
