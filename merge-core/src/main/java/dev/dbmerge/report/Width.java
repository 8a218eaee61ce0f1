package dev.dbmerge.report;

/** Counts the columns that a text takes on a terminal: full width is two, what is put over another character none. */
final class Width {
    private Width() {}

    static int of(String text) {
        return text.codePoints().map(Width::of).sum();
    }

    static int of(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> wide(point) ? 2 : 1;
        };
    }

    /** Knows the blocks of Unicode 15's EastAsianWidth.txt that are W or F throughout. */
    private static boolean wide(int point) {
        return point >= 0x1100
                && (point <= 0x115F
                        || in(point, 0x2E80, 0xA4CF)
                        || in(point, 0xAC00, 0xD7A3)
                        || in(point, 0xF900, 0xFAFF)
                        || in(point, 0xFE30, 0xFE6F)
                        || in(point, 0xFF01, 0xFF60)
                        || in(point, 0xFFE0, 0xFFE6)
                        || in(point, 0x1F300, 0x1F64F)
                        || in(point, 0x1F900, 0x1F9FF)
                        || in(point, 0x20000, 0x3FFFD));
    }

    private static boolean in(int point, int first, int last) {
        return point >= first && point <= last;
    }
}
