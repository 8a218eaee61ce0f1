package dev.dbmerge.report;

import java.util.Arrays;

/**
 * An expected and an actual value, made fit for a table: what a person cannot see is spelled, and of long ones the part
 * that differs is shown.
 */
record CellPair(String expected, String actual) {
    private static final int WIDTH = 32;
    private static final int AROUND = 8;
    private static final String CUT = "...";

    static CellPair of(CaseDifference difference) {
        int[] expected = visible(difference.expected()).codePoints().toArray();
        int[] actual = visible(difference.actual()).codePoints().toArray();
        int same = expected.length == 0 || actual.length == 0 ? 0 : sameBegin(expected, actual);
        int begin = Math.max(expected.length, actual.length) <= WIDTH || same <= 2 * AROUND ? 0 : same - AROUND;
        return new CellPair(clipped(expected, begin), clipped(actual, begin));
    }

    /** Spells what is invisible or looks like another character: control, format and odd blank characters, marks. */
    static String visible(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (hidden(point)) {
                out.append(String.format(point > 0xFFFF ? "\\U%08x" : "\\u%04x", point));
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }

    private static boolean hidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> true;
            case Character.SPACE_SEPARATOR -> point != ' ';
            default -> false;
        };
    }

    private static int sameBegin(int[] a, int[] b) {
        int at = Arrays.mismatch(a, b);
        return at < 0 ? 0 : at;
    }

    private static String clipped(int[] points, int begin) {
        if (points.length - begin <= WIDTH) {
            return (begin > 0 ? CUT : "") + new String(points, begin, points.length - begin);
        }
        return (begin > 0 ? CUT : "") + new String(points, begin, WIDTH - CUT.length()) + CUT;
    }
}
