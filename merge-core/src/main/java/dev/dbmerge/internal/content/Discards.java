package dev.dbmerge.internal.content;

import dev.dbmerge.internal.schema.CodeObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the spec leaves behind beside tables: {@code view names}, {@code hidden triggers}. */
public final class Discards {
    private static final Pattern OBJECT = Pattern.compile(
            "(?is)(view|trigger|event|sequence|history of|procedure|function|package body|package) +(\\S.*)");
    private static final Pattern HIDDEN = Pattern.compile("(?i)hidden +(tables|views|triggers|routines|events)");

    private final List<String> entries;

    public Discards(List<String> discard) {
        this.entries = discard.stream()
                .flatMap(entry -> normal(entry).stream())
                .distinct()
                .toList();
    }

    /** Tells whether an entry names something else than a table. */
    public static boolean isObject(String entry) {
        return normal(entry).isPresent();
    }

    /** Gives the entry that names an object, such as {@code function tax}. */
    static String entry(CodeObject object) {
        return normal(object.title()).orElse(object.title());
    }

    /** The word for the kind may be in any case, a name may not. */
    static Optional<String> normal(String entry) {
        Matcher object = OBJECT.matcher(entry);
        if (object.matches()) {
            return Optional.of(object.group(1).toLowerCase(Locale.ROOT) + " " + object.group(2));
        }
        Matcher hidden = HIDDEN.matcher(entry);
        return hidden.matches() ? Optional.of("hidden " + hidden.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /** Gives the entries, the word for the kind in lower case. */
    List<String> entries() {
        return entries;
    }

    boolean contains(String entry) {
        return entries.contains(entry);
    }
}
