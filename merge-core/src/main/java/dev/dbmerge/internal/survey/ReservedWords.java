package dev.dbmerge.internal.survey;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lets a server say which words it takes for names only in quotes.
 *
 * <p>Its own parser knows, where lists differ from version to version and MariaDB's catalogue does not say which of its keywords
 * are reserved.
 */
final class ReservedWords {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final int TOGETHER = 400;
    private static final int SYNTAX = 1064;

    private final Session session;

    ReservedWords(Session session) {
        this.session = session;
    }

    /** Gives those of the names that are reserved words there. */
    Set<String> among(Collection<String> names) {
        List<String> words = names.stream()
                .filter(name -> WORD.matcher(name).matches())
                .distinct()
                .sorted()
                .toList();
        Set<String> reserved = new HashSet<>();
        for (int from = 0; from < words.size(); from += TOGETHER) {
            collect(words.subList(from, Math.min(from + TOGETHER, words.size())), reserved);
        }
        return reserved;
    }

    private void collect(List<String> words, Set<String> reserved) {
        if (passes(words)) {
            return;
        }
        if (words.size() == 1) {
            reserved.add(words.get(0));
            return;
        }
        int half = words.size() / 2;
        collect(words.subList(0, half), reserved);
        collect(new ArrayList<>(words.subList(half, words.size())), reserved);
    }

    private boolean passes(List<String> words) {
        String query = words.stream().map(word -> "1 AS " + word).collect(Collectors.joining(", ", "SELECT ", ""));
        try {
            session.fetchPlain("ask which words are reserved", query);
            return true;
        } catch (MergeException e) {
            if (isSyntax(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Tells whether the server's parser refused a text. */
    static boolean isSyntax(MergeException e) {
        return number(e) == SYNTAX;
    }

    /** Gives the server's number of what it refused; 0 where none of it is known. */
    static int number(MergeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal && refusal.getErrorCode() != 0) {
                return refusal.getErrorCode();
            }
        }
        return 0;
    }
}
