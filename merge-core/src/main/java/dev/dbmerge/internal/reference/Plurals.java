package dev.dbmerge.internal.reference;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says how Rails names the table of a class or of a column {@code <singular>_id}. */
final class Plurals {
    private static final Map<String, String> ODD = Map.ofEntries(
            Map.entry("person", "people"),
            Map.entry("child", "children"),
            Map.entry("man", "men"),
            Map.entry("woman", "women"),
            Map.entry("mouse", "mice"),
            Map.entry("quiz", "quizzes"),
            Map.entry("move", "moves"),
            Map.entry("datum", "data"),
            Map.entry("medium", "media"),
            Map.entry("serie", "series"));
    private static final Set<String> SAME =
            Set.of("series", "species", "equipment", "information", "money", "news", "fish", "sheep", "police", "rice");
    private static final List<Map.Entry<Pattern, String>> ENDS = List.of(
            Map.entry(Pattern.compile("(matr|vert|ind)(?:ix|ex)$"), "$1ices"),
            Map.entry(Pattern.compile("(buffal|tomat|potat|her)o$"), "$1oes"),
            Map.entry(Pattern.compile("(ax|test|analys|diagnos|cris|bas|thes)is$"), "$1es"),
            Map.entry(Pattern.compile("([^aeiou]|qu)y$"), "$1ies"),
            Map.entry(Pattern.compile("(x|ch|ss|sh|us|z|s)$"), "$1es"),
            Map.entry(Pattern.compile("([^f])fe$|([lr])f$"), "$1$2ves"));

    private Plurals() {}

    /** Gives the plurals of the last word that a table may be called by, the most likely first. */
    static Set<String> of(String singular) {
        int cut = singular.lastIndexOf('_') + 1;
        String before = singular.substring(0, cut);
        String word = singular.substring(cut).toLowerCase(Locale.ROOT);
        Set<String> plurals = new LinkedHashSet<>();
        if (word.isEmpty()) {
            return plurals;
        }
        if (ODD.containsKey(word)) {
            plurals.add(before + ODD.get(word));
        }
        if (SAME.contains(word)) {
            plurals.add(before + word);
        }
        for (Map.Entry<Pattern, String> end : ENDS) {
            Matcher matcher = end.getKey().matcher(word);
            if (matcher.find()) {
                plurals.add(before + replaced(matcher, end.getValue()));
                break;
            }
        }
        plurals.add(before + word + "s");
        return plurals;
    }

    private static String replaced(Matcher matcher, String replacement) {
        String group = matcher.group(1) == null ? "" : matcher.group(1);
        String other = matcher.groupCount() < 2 || matcher.group(2) == null ? "" : matcher.group(2);
        return matcher.replaceFirst(
                Matcher.quoteReplacement(replacement.replace("$1", group).replace("$2", other)));
    }

    /** Gives the names that the table of a class such as {@code Admin::User} may have: admin_users, then users. */
    static Set<String> ofClass(String className) {
        String[] parts = className.split("::");
        Set<String> names = new LinkedHashSet<>();
        for (int from = 0; from < parts.length; from++) {
            StringBuilder singular = new StringBuilder();
            for (int i = from; i < parts.length; i++) {
                singular.append(singular.isEmpty() ? "" : "_").append(underscored(parts[i]));
            }
            names.addAll(of(singular.toString()));
        }
        return names;
    }

    private static String underscored(String camel) {
        return camel.replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
