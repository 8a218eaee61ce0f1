package dev.dbmerge.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines at blanks. */
final class Paragraph {
    static final int WIDTH = 100;

    private Paragraph() {}

    /** Gives lines that begin with the indent; a word that is wider than a line stays whole. */
    static List<String> lines(String indent, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        for (String word : printable(text).strip().split(" +")) {
            if (line.length() > indent.length() && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
            }
            line.append(line.length() > indent.length() ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Puts a blank in place of each line end and control character, which a name or a server's text may hold. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
