package dev.dbmerge.internal.cleanup;

import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.internal.sql.CleanupStatement.Target;

/** Holds the rows that one rule removes or changes in one table, as they were and as they became. */
final class Archive {
    private final Session session;
    private final Table table;
    private final ArchiveSql sql;
    private final String rule;
    private boolean searched;

    Archive(Session session, String schema, Table table, String name, String rule) {
        this.session = session;
        this.table = table;
        this.sql = new ArchiveSql(schema, table, name);
        this.rule = rule;
    }

    Table table() {
        return table;
    }

    /** Makes the empty archive; commits implicitly. */
    void create() {
        session.execute("make the archive of " + table.name() + " for " + rule, sql.create());
    }

    /** Drops the archive; commits implicitly. */
    void drop() {
        session.execute("drop the archive of " + table.name(), sql.drop());
    }

    /** Counts the table's rows. */
    long tableRows() {
        return session.number("count " + table.name(), sql.tableRows());
    }

    /**
     * Adds the rows that a statement finds through one of its references to the table, each once.
     *
     * @return how many it finds, also those that another reference has added
     */
    long addFound(CleanupStatement statement, Target target, Image image) {
        if (!sql.keyed() || !searched) {
            searched = true;
            return execute(sql.addFound(statement, target, image));
        }
        long others = session.number(doing(), sql.countFoundAgain(statement, target));
        return others + execute(sql.addFoundAnew(statement, target, image));
    }

    /** Adds the rows that point at removed rows of the parent's archive and are not in this one yet; gives their number. */
    long addChildren(ForeignKey key, Archive parent, Image image) {
        return execute(sql.addChildren(key, parent.sql, image));
    }

    /** Adds the rows as they are now whose former images are there; takes both images out where they are the same. */
    void addAfter() {
        execute(sql.addAfter());
        execute(sql.dropUnchanged());
    }

    /** Counts the rows of one image. */
    long count(Image image) {
        return session.number(doing(), sql.count(image));
    }

    /** Counts the rows of all images. */
    long rows() {
        return session.number(doing(), sql.rows());
    }

    /** Counts the rows archived as removed that the table still holds; 0 where it has no key to tell. */
    long stillThere() {
        return sql.keyed() ? session.number(doing(), sql.stillThere()) : 0;
    }

    private long execute(String statement) {
        return session.execute(doing(), statement);
    }

    private String doing() {
        return "archive what " + rule + " finds in " + table.name();
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
