package dev.dbmerge.cli.demo;

import java.util.List;
import java.util.Map;

/**
 * A scenario at the border of the rule that removes stale ones; null stands for NULL.
 *
 * <p>Which of them the rule removes depends on the collation of the title: under utf8_unicode_ci those with the ids 1,
 * 2, 8, 9, 12 and 18.
 */
record BorderCase(String title, String description, Integer protectedFlag, Integer userId) {

    /** The cases; the scenario of the first has id 1. */
    static final List<BorderCase> ALL = List.of(
            new BorderCase("API", null, null, null),
            new BorderCase(null, null, null, null),
            new BorderCase("API", null, 0, null),
            new BorderCase("API", null, 1, null),
            new BorderCase("API", "", null, null),
            new BorderCase("API", null, null, 1),
            new BorderCase("API", null, null, 0),
            new BorderCase("api", null, null, null),
            new BorderCase("API ", null, null, null),
            new BorderCase(" API", null, null, null),
            new BorderCase("", null, null, null),
            new BorderCase("ÁPI", null, null, null),
            new BorderCase(null, "kept", null, null),
            new BorderCase("Mijn plan", null, null, null),
            new BorderCase(null, null, 1, 2),
            new BorderCase("API\n", null, null, null),
            new BorderCase("API", " ", null, null),
            new BorderCase("ＡＰＩ", null, null, null));

    static boolean has(int id) {
        return id <= ALL.size();
    }

    void putInto(Map<String, Object> row) {
        row.put("title", title);
        row.put("description", description);
        row.put("protected", protectedFlag);
        row.put("user_id", userId);
    }
}
