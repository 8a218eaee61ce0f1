package dev.dbmerge.error;

import java.util.Objects;
import java.util.Optional;

/**
 * One mistake of a spec.
 *
 * @param position where it stands
 * @param problem what is wrong
 * @param remedy what to write instead; empty where the problem says it
 * @param line the offending line as it stands in the file; empty where the file has none
 */
public record SpecProblem(ErrorCode code, Position position, String problem, String remedy, Optional<String> line) {
    public SpecProblem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(position, "position");
    }

    /** Gives the message, the line and a caret under the column. */
    @Override
    public String toString() {
        String head = position + ": " + problem + (remedy.isEmpty() ? "" : " " + remedy) + " [" + code + "]";
        return line.map(text -> head + "\n    " + text + "\n    " + caret(text)).orElse(head);
    }

    private String caret(String text) {
        int before = Math.min(position.column() - 1, text.length());
        return text.substring(0, before).replaceAll("[^\t]", " ") + "^";
    }
}
