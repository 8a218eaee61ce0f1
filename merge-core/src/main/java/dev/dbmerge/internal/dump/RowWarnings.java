package dev.dbmerge.internal.dump;

import dev.dbmerge.internal.server.Session;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Record;

/** Tells the warnings of an INSERT that mean a changed value from those that do not. */
final class RowWarnings {
    /** The number of a value that is no member of an ENUM; the empty one, index 0, is written as '' by every dump. */
    private static final int TRUNCATED = 1265;

    /** Words that a later server will not know; a generated column that MariaDB computes; bytes that MySQL 5.7 sees in a text. */
    private static final Set<Integer> HARMLESS = Set.of(1287, 1681, 3719, 3720, 3778, 3090, 4079, 1906, 1300);

    private static final Pattern COLUMN = Pattern.compile("column '(.+?)' at row");

    private final Session session;
    private final Set<String> asked = new HashSet<>();
    private final Set<String> enums = new HashSet<>();
    private final Set<String> zeros = new TreeSet<>();

    RowWarnings(Session session) {
        this.session = session;
    }

    /** Gives what the last INSERT into a table changed, without a value; empty where all is stored as it was written. */
    Optional<String> refusal(String table) {
        zeros.clear();
        long count = session.number("count the warnings", "SHOW COUNT(*) WARNINGS");
        if (count == 0) {
            return Optional.empty();
        }
        List<Record> warnings = new ArrayList<>(session.fetchAllPlain("read the warnings", "SHOW WARNINGS"));
        for (Record warning : warnings) {
            String level = warning.get(0, String.class);
            int number = warning.get(1, Integer.class);
            String message = warning.get(2, String.class);
            if (!level.equalsIgnoreCase("Note") && !HARMLESS.contains(number) && !emptyEnum(table, number, message)) {
                return Optional.of(message.replaceAll(" value: '.*?' for", " value for")
                                .replaceAll("string: '.*?' for", "string for")
                                .replaceAll("Duplicate entry '.*' for", "a duplicate entry for")
                                .replaceAll("\\.$", "")
                        + " (" + number + ")");
            }
        }
        return count > warnings.size()
                ? Optional.of(count + " warnings, more than the server lists")
                : Optional.empty();
    }

    private boolean emptyEnum(String table, int number, String message) {
        Matcher column = COLUMN.matcher(message);
        if (number != TRUNCATED || !column.find()) {
            return false;
        }
        if (asked.add(table)) {
            session.fetchAllPlain(
                            "read the columns of " + table,
                            "SELECT LOWER(column_name) FROM information_schema.columns WHERE table_schema = DATABASE()"
                                    + " AND table_name = " + hex(table)
                                    + " AND data_type = 'enum'")
                    .forEach(row -> enums.add(table + "." + row.get(0, String.class)));
        }
        String name = table + "." + column.group(1).toLowerCase(Locale.ROOT);
        if (enums.contains(name)) {
            zeros.add(name);
            return true;
        }
        return false;
    }

    /** The session's character set is the dump's. */
    private static String hex(String name) {
        StringBuilder hex = new StringBuilder("_utf8 X'");
        for (byte b : name.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            hex.append(String.format("%02x", b));
        }
        return hex.append('\'').toString();
    }

    /** Gives the ENUM columns that got index 0 by the last INSERT. */
    Set<String> enumZeros() {
        return Set.copyOf(zeros);
    }
}
