package dev.dbmerge.internal.cleanup;

import dev.dbmerge.internal.journal.ArchiveRecord;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.internal.sql.CleanupStatement.Target;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Holds the rows that one rule removes or changes in one table, as they were and as they became. */
final class Archive {
    /** How a statement's rows are called around the statement's own text. */
    private static final String FOUND = "_dbmerge_found";

    private static final String IMAGE = Names.quote(ArchiveRecord.IMAGE_COLUMN);

    private final Session session;
    private final Table table;
    private final ExactColumns columns;
    private final String source;
    private final String name;
    private final String rule;

    Archive(Session session, String schema, Table table, String name, String rule) {
        this.session = session;
        this.table = table;
        this.columns = new ExactColumns(table);
        this.source = Names.quote(schema, table.name());
        this.name = Names.quote(schema, name);
        this.rule = rule;
    }

    Table table() {
        return table;
    }

    /** Makes the empty archive; commits implicitly. */
    void create() {
        session.execute(
                "make the archive of " + table.name() + " for " + rule,
                "CREATE TABLE " + name + " (" + IMAGE + " VARCHAR(8) CHARACTER SET ascii NOT NULL, "
                        + columns.definitions() + columns.index() + ") ENGINE = InnoDB ROW_FORMAT = DYNAMIC");
    }

    /** Drops the archive; commits implicitly. */
    void drop() {
        session.execute("drop the archive of " + table.name(), "DROP TABLE IF EXISTS " + name);
    }

    /** Counts the table's rows. */
    long tableRows() {
        return session.number("count " + table.name(), "SELECT COUNT(*) FROM " + source);
    }

    /**
     * Adds the rows that a statement finds through one of its references to the table, each once.
     *
     * @return how many it finds, also those that another reference has added
     */
    long addFound(CleanupStatement statement, Target target, Image image) {
        if (columns.key().isEmpty()) {
            return insert(statement.selectOf(target, literal(image) + ", " + columns.of(target.reference())));
        }
        String keys = columns.key().stream()
                .map(key -> Names.quote(target.reference(), key) + " AS " + Names.quote(key))
                .collect(Collectors.joining(", "));
        String from = " FROM " + source + " AS t JOIN (" + statement.selectOf(target, keys) + ") AS " + FOUND + " ON "
                + columns.sameRow("t", FOUND);
        long others = count(image) == 0
                ? 0
                : session.number(doing(), "SELECT COUNT(*)" + from + " WHERE NOT (" + notArchived() + ")");
        return others + insert(select(image) + from + (others == 0 ? "" : " WHERE " + notArchived()));
    }

    /** Adds the rows that point at removed rows of the parent's archive and are not in this one yet; gives their number. */
    long addChildren(ForeignKey key, Archive parent, Image image) {
        return insert(select(image) + " FROM " + source + " AS t WHERE EXISTS (SELECT 1 FROM " + parent.name
                + " AS p WHERE p." + IMAGE + " = 'removed' AND " + points(key) + ") AND " + notArchived());
    }

    private static String points(ForeignKey key) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i -> Names.quote("t", key.columns().get(i)) + " = "
                        + Names.quote("p", key.parentColumns().get(i)))
                .collect(Collectors.joining(" AND "));
    }

    /** Adds the rows as they are now whose former images are there; takes both images out where they are the same. */
    void addAfter() {
        insert(select(Image.AFTER) + " FROM " + source + " AS t JOIN " + name + " AS b ON b." + IMAGE
                + " = 'before' AND " + columns.sameRow("t", "b"));
        session.execute(
                doing(),
                "DELETE b, a FROM " + name + " AS b JOIN " + name + " AS a ON " + columns.sameRow("a", "b") + " AND a."
                        + IMAGE + " = 'after' WHERE b." + IMAGE + " = 'before' AND " + columns.sameValues("a", "b"));
    }

    /** Counts the rows of one image. */
    long count(Image image) {
        return session.number(doing(), "SELECT COUNT(*) FROM " + name + " WHERE " + IMAGE + " = " + literal(image));
    }

    /** Counts the rows of all images. */
    long rows() {
        return session.number(doing(), "SELECT COUNT(*) FROM " + name);
    }

    /** Counts the rows archived as removed that the table still holds; 0 where it has no key to tell. */
    long stillThere() {
        if (columns.key().isEmpty()) {
            return 0;
        }
        return session.number(
                doing(),
                "SELECT COUNT(*) FROM " + name + " AS a JOIN " + source + " AS t ON " + columns.sameRow("a", "t")
                        + " WHERE a." + IMAGE + " = 'removed'");
    }

    private long insert(String select) {
        return session.execute(doing(), "INSERT INTO " + name + " (" + IMAGE + ", " + columns.names() + ")\n" + select);
    }

    private String select(Image image) {
        return "SELECT " + literal(image) + ", " + columns.of("t");
    }

    private String notArchived() {
        return "NOT EXISTS (SELECT 1 FROM " + name + " AS a WHERE " + columns.sameRow("a", "t") + ")";
    }

    private String doing() {
        return "archive what " + rule + " finds in " + table.name();
    }

    private static String literal(Image image) {
        return Names.literal(image.name().toLowerCase(Locale.ROOT));
    }

    /** What a row of an archive is. */
    enum Image {
        /** As it was before it was removed. */
        REMOVED,
        /** As it was before it was changed. */
        BEFORE,
        /** As it became. */
        AFTER
    }
}
