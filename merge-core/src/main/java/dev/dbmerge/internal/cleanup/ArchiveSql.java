package dev.dbmerge.internal.cleanup;

import dev.dbmerge.internal.cleanup.Archive.Image;
import dev.dbmerge.internal.journal.ArchiveRecord;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.internal.sql.CleanupStatement.Target;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Gives the statements over one archive, for a run to execute and for a plan to show. */
final class ArchiveSql {
    /** How a statement's rows are called around the statement's own text. */
    private static final String FOUND = "_dbmerge_found";

    private static final String IMAGE = Names.quote(ArchiveRecord.IMAGE_COLUMN);

    private final ExactColumns columns;
    private final String source;
    private final String name;

    /**
     * Makes the value.
     *
     * @param table whose rows are archived
     * @param archive the archive's name in the same schema
     */
    ArchiveSql(String schema, Table table, String archive) {
        this.columns = new ExactColumns(table);
        this.source = Names.quote(schema, table.name());
        this.name = Names.quote(schema, archive);
    }

    String create() {
        return "CREATE TABLE " + name + " (" + IMAGE + " VARCHAR(8) CHARACTER SET ascii NOT NULL, "
                + columns.definitions() + columns.index() + ") ENGINE = InnoDB ROW_FORMAT = DYNAMIC";
    }

    String drop() {
        return "DROP TABLE IF EXISTS " + name;
    }

    /** Counts the table's rows. */
    String tableRows() {
        return "SELECT COUNT(*) FROM " + source;
    }

    /** Tells whether the table has a key, so that a row that is found again is known. */
    boolean keyed() {
        return !columns.key().isEmpty();
    }

    /** Adds all rows that a statement finds through one of its references to the table. */
    String addFound(CleanupStatement statement, Target target, Image image) {
        return keyed()
                ? insert(select(image) + found(statement, target))
                : insert(statement.selectOf(target, literal(image) + ", " + columns.of(target.reference())));
    }

    /** Counts those of the rows that are in the archive already, of a table with a key. */
    String countFoundAgain(CleanupStatement statement, Target target) {
        return "SELECT COUNT(*)" + found(statement, target) + " WHERE NOT (" + notArchived() + ")";
    }

    /** Adds those of the rows that are not, of a table with a key. */
    String addFoundAnew(CleanupStatement statement, Target target, Image image) {
        return insert(select(image) + found(statement, target) + " WHERE " + notArchived());
    }

    private String found(CleanupStatement statement, Target target) {
        String keys = columns.key().stream()
                .map(key -> Names.quote(target.reference(), key) + " AS " + Names.quote(key))
                .collect(Collectors.joining(", "));
        return " FROM " + source + " AS t JOIN (" + statement.selectOf(target, keys) + ") AS " + FOUND + " ON "
                + columns.sameRow("t", FOUND);
    }

    /** Adds the rows that point at removed rows of the parent's archive and are not in this one yet. */
    String addChildren(ForeignKey key, ArchiveSql parent, Image image) {
        return insert(select(image) + " FROM " + source + " AS t WHERE EXISTS (SELECT 1 FROM " + parent.name
                + " AS p WHERE p." + IMAGE + " = 'removed' AND " + points(key) + ") AND " + notArchived());
    }

    private static String points(ForeignKey key) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i -> Names.quote("t", key.columns().get(i)) + " = "
                        + Names.quote("p", key.parentColumns().get(i)))
                .collect(Collectors.joining(" AND "));
    }

    /** Adds the rows as they are now whose former images are there. */
    String addAfter() {
        return insert(select(Image.AFTER) + " FROM " + source + " AS t JOIN " + name + " AS b ON b." + IMAGE
                + " = 'before' AND " + columns.sameRow("t", "b"));
    }

    /** Takes both images out where they are the same. */
    String dropUnchanged() {
        return "DELETE b, a FROM " + name + " AS b JOIN " + name + " AS a ON " + columns.sameRow("a", "b") + " AND a."
                + IMAGE + " = 'after' WHERE b." + IMAGE + " = 'before' AND " + columns.sameValues("a", "b");
    }

    /** Counts the rows of one image. */
    String count(Image image) {
        return "SELECT COUNT(*) FROM " + name + " WHERE " + IMAGE + " = " + literal(image);
    }

    /** Counts the rows of all images. */
    String rows() {
        return "SELECT COUNT(*) FROM " + name;
    }

    /** Counts the rows archived as removed that the table still holds, of a table with a key. */
    String stillThere() {
        return "SELECT COUNT(*) FROM " + name + " AS a JOIN " + source + " AS t ON " + columns.sameRow("a", "t")
                + " WHERE a." + IMAGE + " = 'removed'";
    }

    private String insert(String select) {
        return "INSERT INTO " + name + " (" + IMAGE + ", " + columns.names() + ")\n" + select;
    }

    private String select(Image image) {
        return "SELECT " + literal(image) + ", " + columns.of("t");
    }

    private String notArchived() {
        return "NOT EXISTS (SELECT 1 FROM " + name + " AS a WHERE " + columns.sameRow("a", "t") + ")";
    }

    private static String literal(Image image) {
        return Names.literal(image.name().toLowerCase(Locale.ROOT));
    }
}
