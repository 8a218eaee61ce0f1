package dev.dbmerge.cli.demo;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.List;

/** Makes names, titles and running text; all people are made up. */
final class Texts {
    private static final int POOL_CHARS = 1 << 16;
    private static final List<String> FIRST = List.of(
            "Anna", "Zoë", "Łukasz", "Søren", "D'Arcy", "Jean-Émile", "Ünal", "Μαρία", "Иван", "健太", "Bob\\Rob", "Eva");
    private static final List<String> LAST = List.of(
            "de Vries",
            "van der Berg",
            "Müller",
            "O'Neill",
            "Ørsted",
            "Škoda",
            "İbrahimoğlu",
            "李",
            "Test",
            "Jansen",
            "Ng");
    private static final List<String> TITLES = List.of(
            "Mijn scenario",
            "100% duurzaam in 2050?",
            "Energieneutraal Ameland",
            "Scénario « vert »",
            "CO₂ −80% / 2040",
            "Group 4 – heat",
            "Überblick \"Wärme\"",
            "气候 方案 B",
            "Tom's plan; DROP?",
            "tab\there",
            "Σενάριο",
            "Sc\u0301 combining",
            "back\\slash",
            "%_like_%");
    private static final List<String> EMOJI = List.of(" 🌍", " ⚡️🔋", " 👩‍🔬");
    private static final List<String> WORDS = List.of(
            ("energy heat wind solar share demand supply electricity gas coal biomass households industry transport "
                            + "buildings agriculture efficiency network import export costs emissions reduction "
                            + "capacity boiler pump district storage")
                    .split(" "));
    private static final List<String> ENDS = List.of(" ", " ", " ", " ", ", ", ". ", ".\n", ".\r\n", " é ", " 'n ");

    private final String pool;

    Texts(long seed) {
        Dice dice = new Dice(seed, "texts");
        StringBuilder text = new StringBuilder(POOL_CHARS + 100);
        while (text.length() < POOL_CHARS) {
            text.append(dice.chance(0.93) ? dice.pick(WORDS) : dice.chance(0.5) ? person(dice) : title(dice));
            text.append(dice.pick(ENDS));
        }
        pool = text.toString();
    }

    String person(Dice dice) {
        return dice.pick(FIRST) + ' ' + dice.pick(LAST);
    }

    String title(Dice dice) {
        String emoji = dice.chance(0.05) ? dice.pick(EMOJI) : "";
        return dice.pick(TITLES) + emoji + (dice.chance(0.5) ? " " + dice.below(99) : "");
    }

    /** Cuts about as many characters out of the prepared text; a surrogate pair is never cut in two. */
    String cut(Dice dice, int chars) {
        int start = dice.below(pool.length() - chars);
        if (Character.isLowSurrogate(pool.charAt(start))) {
            start++;
        }
        int end = start + Math.max(0, chars - 1);
        return pool.substring(start, Character.isLowSurrogate(pool.charAt(end)) ? end + 1 : end);
    }

    /** Leaves out what the column's charset does not have and what goes beyond its length. */
    static String fit(String text, ColumnShape column) {
        String known = switch (column.charset()) {
            case "latin1" -> onlyLatin(text);
            case "utf8", "utf8mb3" -> onlyBasicPlane(text);
            default -> text;
        };
        return known.length() <= column.length() ? known : shortened(known, (int) column.length());
    }

    private static String onlyBasicPlane(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.replaceAll("[\\x{10000}-\\x{10ffff}]", "");
            }
        }
        return text;
    }

    /** MySQL's latin1 is Windows-1252. */
    private static String onlyLatin(String text) {
        CharsetEncoder latin = Charset.forName("windows-1252").newEncoder();
        StringBuilder known = new StringBuilder();
        text.codePoints()
                .filter(c -> Character.isBmpCodePoint(c) && latin.canEncode((char) c))
                .forEach(known::appendCodePoint);
        return known.toString();
    }

    private static String shortened(String text, int chars) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars);
    }
}
