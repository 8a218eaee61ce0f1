package dev.dbmerge.internal.promote;

import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Record;

/** Finds the databases that keep the tables which were live before a promotion, by their names. */
public final class KeptDatabases {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss").withResolverStyle(ResolverStyle.STRICT);

    private KeptDatabases() {}

    /**
     * One of them.
     *
     * @param since when its tables were live last, as the name says
     * @param tables 0 where a promotion that is at work, or was stopped, made it
     * @param bytes of rows and indexes, as the server estimates them
     */
    public record Kept(String name, Instant since, int tables, long bytes) {}

    /**
     * Gives those of one live database, the latest first; databases that the account may not see are not among them.
     *
     * <p>A name counts where it is the live one's, {@code _old_} and a date and time that exist, and nothing more; and where the
     * database holds no journal of a run, which makes it somebody's target.
     */
    public static List<Kept> of(Session session, String live) {
        boolean folds = session.number("see whether names have a case", "SELECT @@lower_case_table_names") != 0;
        Pattern name = Pattern.compile(
                Pattern.quote(live) + "_old_([0-9]{8}_[0-9]{6})",
                folds ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        List<Kept> kept = new ArrayList<>();
        for (Record row :
                session.fetch("list the databases", "SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA")) {
            Matcher matcher = name.matcher(row.get(0, String.class));
            if (matcher.matches()) {
                since(matcher.group(1))
                        .flatMap(at -> read(session, matcher.group(), at))
                        .ifPresent(kept::add);
            }
        }
        kept.sort(Comparator.comparing(Kept::since).reversed());
        return List.copyOf(kept);
    }

    /** Gives the name of the database that keeps the tables that are live up to a moment. */
    public static String name(String live, Instant until) {
        return live + "_old_" + STAMP.format(LocalDateTime.ofInstant(until, ZoneOffset.UTC));
    }

    /** Gives when the tables were live last that a database keeps, by its name; empty where that is none of the live one's. */
    public static Optional<Instant> since(String live, String kept) {
        String begin = live + "_old_";
        return kept.regionMatches(true, 0, begin, 0, begin.length())
                ? since(kept.substring(begin.length()))
                : Optional.empty();
    }

    private static Optional<Instant> since(String stamp) {
        try {
            return Optional.of(LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Kept> read(Session session, String name, Instant since) {
        Record row = session.fetchPlain(
                "see how large " + name + " is",
                "SELECT COALESCE(SUM(LEFT(TABLE_NAME, " + Schema.JOURNAL_PREFIX.length() + ") <> "
                        + Names.literal(Schema.JOURNAL_PREFIX)
                        + "), 0), COALESCE(SUM(DATA_LENGTH + INDEX_LENGTH), 0), COALESCE(SUM(TABLE_NAME = "
                        + Names.literal(Schema.JOURNAL_PREFIX + "run") + "), 0) FROM information_schema.TABLES"
                        + " WHERE TABLE_SCHEMA = " + Names.literal(name) + " AND TABLE_TYPE <> 'VIEW'");
        return row.get(2, Long.class) > 0
                ? Optional.empty()
                : Optional.of(new Kept(name, since, row.get(0, Integer.class), row.get(1, Long.class)));
    }
}
