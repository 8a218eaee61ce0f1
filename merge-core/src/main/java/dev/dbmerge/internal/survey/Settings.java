package dev.dbmerge.internal.survey;

import dev.dbmerge.internal.server.ServerVersion;
import dev.dbmerge.internal.server.Session;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jooq.Record;

/**
 * What of a server's settings decides how a database behaves on it.
 *
 * @param sqlMode the mode of new sessions
 * @param lowerCaseNames {@code lower_case_table_names}: 0 keeps the case of names, 1 lowers them, 2 keeps and ignores it
 * @param timeZone of new sessions, the system's by its own name
 * @param minutesInJanuary what is added to UTC in winter
 * @param minutesInJuly what is added to UTC in summer
 * @param writable false where {@code read_only} is on
 * @param binaryLog whether the server writes one
 * @param trustsFunctionCreators {@code log_bin_trust_function_creators}
 * @param localInfile whether LOAD DATA LOCAL is allowed
 * @param engines those that can be used, in lower case
 */
public record Settings(
        ServerVersion version,
        Set<String> sqlMode,
        int lowerCaseNames,
        String timeZone,
        int minutesInJanuary,
        int minutesInJuly,
        long maxAllowedPacket,
        boolean writable,
        boolean binaryLog,
        boolean trustsFunctionCreators,
        boolean localInfile,
        Set<String> engines) {
    private static final List<String> VARIABLES = List.of(
            "sql_mode",
            "lower_case_table_names",
            "time_zone",
            "system_time_zone",
            "max_allowed_packet",
            "read_only",
            "log_bin",
            "log_bin_trust_function_creators",
            "local_infile");

    public Settings {
        Objects.requireNonNull(version, "version");
        sqlMode = Set.copyOf(sqlMode);
        Objects.requireNonNull(timeZone, "timeZone");
        engines = Set.copyOf(engines);
    }

    /** Asks the server; needs no privilege, and leaves the session as it was. */
    public static Settings read(Session session) {
        String names = VARIABLES.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        Map<String, String> values = new HashMap<>();
        session.fetch("read the server's settings", "SHOW GLOBAL VARIABLES WHERE Variable_name IN (" + names + ")")
                .forEach(row -> values.put(row.get(0, String.class), row.get(1, String.class)));
        Record offsets = offsets(session);
        String zone = values.getOrDefault("time_zone", "SYSTEM");
        return new Settings(
                session.server().version(),
                words(values.getOrDefault("sql_mode", "")),
                Integer.parseInt(values.getOrDefault("lower_case_table_names", "0")),
                zone.equals("SYSTEM") ? values.getOrDefault("system_time_zone", zone) : zone,
                offsets.get(0, Integer.class),
                offsets.get(1, Integer.class),
                Long.parseLong(values.getOrDefault("max_allowed_packet", "0")),
                !on(values, "read_only"),
                on(values, "log_bin"),
                on(values, "log_bin_trust_function_creators"),
                on(values, "local_infile"),
                engines(session));
    }

    /** Gives the mode's words in their order, commas between. */
    public String modeText() {
        return String.join(",", new TreeSet<>(sqlMode));
    }

    /** Gives {@code Europe/Amsterdam (UTC+01:00, in July UTC+02:00)}. */
    public String zoneText() {
        String july = minutesInJanuary == minutesInJuly ? "" : ", in July " + offset(minutesInJuly);
        String zone = offset(minutesInJanuary) + july;
        return timeZone.equals(zone) ? zone : timeZone + " (" + zone + ")";
    }

    boolean sameZone(Settings other) {
        return minutesInJanuary == other.minutesInJanuary && minutesInJuly == other.minutesInJuly;
    }

    private static String offset(int minutes) {
        int size = Math.abs(minutes);
        return minutes == 0
                ? "UTC"
                : String.format(Locale.ROOT, "UTC%s%02d:%02d", minutes < 0 ? "-" : "+", size / 60, size % 60);
    }

    /** A zone's name says little: the same one has many, and SYSTEM has none. */
    private static Record offsets(Session session) {
        session.execute("look through the server's time zone", "SET SESSION time_zone = @@GLOBAL.time_zone");
        try {
            return session.fetchPlain(
                    "read the server's time zone",
                    "SELECT TIMESTAMPDIFF(MINUTE, '2026-01-15 00:00:00', FROM_UNIXTIME(1768435200)),"
                            + " TIMESTAMPDIFF(MINUTE, '2026-07-15 00:00:00', FROM_UNIXTIME(1784073600))");
        } finally {
            session.execute("go back to UTC", "SET SESSION time_zone = '+00:00'");
        }
    }

    private static Set<String> engines(Session session) {
        return session
                .fetch("list the engines", "SELECT ENGINE FROM information_schema.ENGINES WHERE SUPPORT <> 'NO'")
                .stream()
                .map(row -> row.get(0, String.class).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static Set<String> words(String mode) {
        return Arrays.stream(mode.split(",")).filter(word -> !word.isEmpty()).collect(Collectors.toSet());
    }

    /** MariaDB 11 has values of read_only beside ON and OFF. */
    private static boolean on(Map<String, String> values, String name) {
        return !Set.of("OFF", "0").contains(values.getOrDefault(name, "OFF"));
    }
}
