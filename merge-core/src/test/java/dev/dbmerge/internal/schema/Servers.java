package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.server.ServerVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The collations that servers of some version know, for tests without one. */
final class Servers {
    private static final List<String> EVERYWHERE = List.of(
            "latin1_swedish_ci",
            "utf8mb4_general_ci",
            "utf8mb4_unicode_ci",
            "utf8mb4_unicode_520_ci",
            "utf8mb4_swedish_ci",
            "utf8mb4_bin");

    private Servers() {}

    static Collations mysql(String version) {
        ServerVersion parsed = ServerVersion.parse(version);
        boolean modern = parsed.mysqlAtLeast(8, 0, 0);
        String three = parsed.mysqlAtLeast(8, 0, 30) ? "utf8mb3" : "utf8";
        return collations(
                parsed,
                three,
                modern
                        ? List.of(
                                "utf8mb4_0900_ai_ci", "utf8mb4_0900_as_cs", "utf8mb4_sv_0900_ai_ci", "utf8mb4_0900_bin")
                        : List.of(),
                modern ? "utf8mb4_0900_ai_ci" : "utf8mb4_general_ci");
    }

    static Collations mariadb(String version) {
        ServerVersion parsed = ServerVersion.parse(version);
        List<String> modern = parsed.mariadbAtLeast(10, 10, 0)
                ? List.of(
                        "utf8mb4_uca1400_ai_ci",
                        "utf8mb4_uca1400_nopad_ai_ci",
                        "utf8mb4_uca1400_nopad_as_cs",
                        "utf8mb4_uca1400_swedish_nopad_ai_ci")
                : List.of();
        List<String> all = new java.util.ArrayList<>(modern);
        all.addAll(List.of("utf8mb4_nopad_bin", "utf8mb4_unicode_520_nopad_ci"));
        return collations(parsed, "utf8mb3", all, "utf8mb4_general_ci");
    }

    private static Collations collations(ServerVersion version, String three, List<String> more, String ofUtf8mb4) {
        Map<String, String> charsets = new HashMap<>();
        EVERYWHERE.forEach(name -> charsets.put(name, name.substring(0, name.indexOf('_'))));
        more.forEach(name -> charsets.put(name, "utf8mb4"));
        List.of("_general_ci", "_unicode_ci", "_bin").forEach(end -> charsets.put(three + end, three));
        return new Collations(
                version,
                charsets,
                Map.of("latin1", "latin1_swedish_ci", three, three + "_general_ci", "utf8mb4", ofUtf8mb4));
    }
}
