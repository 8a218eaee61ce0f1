package dev.dbmerge.internal.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names the collations that sort most like one that a server lacks, the most alike first. */
final class NearestCollation {
    /** MySQL's code of a language in utf8mb4_sv_0900_ai_ci, and MariaDB's name in utf8mb4_uca1400_swedish_ai_ci. */
    private static final Map<String, String> LANGUAGES = Map.ofEntries(
            Map.entry("cs", "czech"),
            Map.entry("da", "danish"),
            Map.entry("de_pb", "german2"),
            Map.entry("eo", "esperanto"),
            Map.entry("es", "spanish"),
            Map.entry("es_trad", "spanish2"),
            Map.entry("et", "estonian"),
            Map.entry("hr", "croatian"),
            Map.entry("hu", "hungarian"),
            Map.entry("is", "icelandic"),
            Map.entry("la", "roman"),
            Map.entry("lt", "lithuanian"),
            Map.entry("lv", "latvian"),
            Map.entry("pl", "polish"),
            Map.entry("ro", "romanian"),
            Map.entry("sk", "slovak"),
            Map.entry("sl", "slovenian"),
            Map.entry("sv", "swedish"),
            Map.entry("tr", "turkish"),
            Map.entry("vi", "vietnamese"));

    private static final Pattern MYSQL = Pattern.compile("utf8mb4(?:_(\\w+?))?_0900_(a[is]_c[is])(?:_ks)?");
    private static final Pattern MARIADB =
            Pattern.compile("(\\w+?)_uca1400(?:_((?!nopad)\\w+?))?(_nopad)?_(a[is]_c[is])");

    private NearestCollation() {}

    static Stream<String> candidates(String collation) {
        String name = collation.toLowerCase(Locale.ROOT);
        Matcher mysql = MYSQL.matcher(name);
        if (mysql.matches()) {
            String code = mysql.group(1) == null ? "" : mysql.group(1);
            return unicode("utf8mb4", code, LANGUAGES.getOrDefault(code, code), true, mysql.group(2));
        }
        Matcher mariadb = MARIADB.matcher(name);
        if (mariadb.matches()) {
            String language = mariadb.group(2) == null ? "" : mariadb.group(2);
            return unicode(mariadb.group(1), code(language), language, mariadb.group(3) != null, mariadb.group(4));
        }
        if (name.endsWith("_bin")) {
            return Stream.of("utf8mb4_nopad_bin", "utf8mb4_0900_bin", "utf8mb4_bin")
                    .map(bin -> bin.replace("utf8mb4", name.substring(0, name.indexOf('_'))));
        }
        return Stream.of(name.replace("_nopad", ""));
    }

    /** MySQL's 0900 collations do not pad; MariaDB's pad unless they say nopad. */
    private static Stream<String> unicode(
            String charset, String code, String language, boolean nopad, String strength) {
        List<String> names = new ArrayList<>();
        String pads = nopad ? "_nopad" : "";
        String other = nopad ? "" : "_nopad";
        for (String tongue : language.isEmpty() ? List.of("") : List.of("_" + language, "")) {
            names.add(charset + "_uca1400" + tongue + pads + "_" + strength);
            names.add(charset + "_uca1400" + tongue + other + "_" + strength);
            names.add(charset + (tongue.isEmpty() || code.isEmpty() ? "" : "_" + code) + "_0900_" + strength);
            if (!tongue.isEmpty() && strength.equals("ai_ci")) {
                names.add(charset + tongue + "_ci");
            }
        }
        if (strength.endsWith("cs")) {
            names.add(charset + "_nopad_bin");
            names.add(charset + "_bin");
        } else {
            names.add(charset + "_unicode_520" + pads + "_ci");
            names.add(charset + "_unicode_520_ci");
            names.add(charset + "_unicode_ci");
        }
        return names.stream();
    }

    private static String code(String language) {
        return LANGUAGES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(language))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }
}
