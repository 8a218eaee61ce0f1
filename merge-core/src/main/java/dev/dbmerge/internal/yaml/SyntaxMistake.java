package dev.dbmerge.internal.yaml;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.Position;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says what a parser of YAML stumbled over in the words of somebody who writes the file, and where it began. */
final class SyntaxMistake {
    private static final Pattern OPEN_QUOTE =
            Pattern.compile("\\s*(?:- )?[\\w-]+:\\s+(?<quote>\"(?:[^\"\\\\]|\\\\.)*|'(?:[^']|'')*)");

    private final YamlDocument document;
    private final MarkedYamlEngineException thrown;
    private final Position at;

    private SyntaxMistake(YamlDocument document, MarkedYamlEngineException thrown) {
        this.document = document;
        this.thrown = thrown;
        this.at = document.at(thrown.getProblemMark(), document.source().at(1, 1));
    }

    /** Notes the mistake. */
    static void of(YamlDocument document, MarkedYamlEngineException thrown) {
        SyntaxMistake mistake = new SyntaxMistake(document, thrown);
        if (!mistake.tab() && !mistake.openQuote()) {
            mistake.grammar();
        }
    }

    private boolean tab() {
        String line = document.source().line(at.line());
        int tab =
                line.substring(0, line.length() - line.stripLeading().length()).indexOf('\t');
        if (tab >= 0) {
            note(
                    document.source().at(at.line(), tab + 1),
                    "The line is indented with a tab, which YAML does not allow.",
                    "Indent with spaces.");
        }
        return tab >= 0;
    }

    /** The parser reads on over lines until it meets another quote, and stumbles only there. */
    private boolean openQuote() {
        for (int line = 1; line <= Math.min(at.line(), document.source().lines().size()); line++) {
            Matcher quote = OPEN_QUOTE.matcher(document.source().line(line));
            if (quote.matches()) {
                note(
                        document.source().at(line, quote.start("quote") + 1),
                        "The quote that opens here has no end on its line.",
                        "Close it.");
                return true;
            }
        }
        return false;
    }

    private void grammar() {
        String context = thrown.getContext() == null ? "" : thrown.getContext();
        String problem = thrown.getProblem() == null ? "" : thrown.getProblem().replaceFirst("\\. ?\\(.*", "");
        Position began = document.at(thrown.getContextMark(), at);
        if (problem.contains("could not find expected ':'")) {
            noColon(began);
        } else if (problem.contains("mapping values are not allowed") && lineAboveHasNoColon()) {
            noColon(document.source().at(at.line() - 1, 1));
        } else if (context.contains("quoted scalar")) {
            note(began, "The quote that opens here has no end.", "Close it.");
        } else if (context.contains("flow") && began.line() < at.line()) {
            note(began, "The bracket that opens here is not closed before line " + at.line() + ".", "Close it.");
        } else if (problem.contains("expected ','")) {
            note(at, "A comma or a closing bracket is missing before this.", "Put it there.");
        } else if (problem.contains("<block end>")) {
            note(
                    at,
                    "The line does not fit the indentation of the lines above it.",
                    "Indent it as its neighbours are.");
        } else if (problem.contains("mapping values are not allowed")) {
            note(
                    at,
                    "A colon is not allowed here: it belongs to the value, or the line is indented too far.",
                    "Put a value that holds a colon in quotes, or mend the indentation.");
        } else {
            String where = context.isEmpty() ? "" : context + ", ";
            note(
                    at,
                    document.subject() + " is not YAML: " + where + problem + ".",
                    "Check brackets, or put the value in quotes.");
        }
    }

    /** A line without a colon is read as the start of a value of two lines. */
    private boolean lineAboveHasNoColon() {
        String above = at.line() < 2 ? "" : document.source().line(at.line() - 1);
        return !above.isBlank() && !above.contains(":") && !above.contains("#");
    }

    private void noColon(Position place) {
        note(place, "The line has no colon with a blank behind it.", "Write it as key: value.");
    }

    private void note(Position place, String problem, String remedy) {
        document.mistake(ErrorCode.SPEC_SYNTAX, place, problem, remedy);
    }
}
