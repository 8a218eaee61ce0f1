package dev.dbmerge.internal.backup;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.schema.CodeObject;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.Sequence;
import dev.dbmerge.internal.schema.StoredCode;
import dev.dbmerge.internal.schema.StructureComparison;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.NamedLock;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.TargetSums;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Restores a backup into a database of its own on the live one's server, compares it with what the live one was, and drops it.
 *
 * <p>Where the account may, nothing of it goes into the binary log: replicas would repeat it all.
 */
final class Proof {
    private static final String END = "_backup_proof";
    private static final int LONGEST = 64;
    static final String MARK = Schema.JOURNAL_PREFIX + "backup_proof";

    private final Server live;
    private final Schema schema;
    private final List<StoredCode> code;
    private final Map<String, RowSum> sums;
    private final int sessions;
    private final Consumer<String> noted;
    private final Set<String> notes = new LinkedHashSet<>();

    /**
     * Makes it; nothing is touched yet.
     *
     * @param schema the live database's structure as of the backup's moment
     * @param code what the scripts make of stored code
     * @param sums of its rows, by table
     */
    Proof(
            Server live,
            Schema schema,
            List<StoredCode> code,
            Map<String, RowSum> sums,
            int sessions,
            Consumer<String> noted) {
        this.live = live;
        this.schema = schema;
        this.code = List.copyOf(code);
        this.sums = Map.copyOf(sums);
        this.sessions = sessions;
        this.noted = noted;
    }

    /** Gives the name of the database that is made; of a long name a part stands there, with what tells it from others. */
    static String name(String database) {
        if (database.length() + END.length() <= LONGEST) {
            return database + END;
        }
        String hash = UUID.nameUUIDFromBytes(database.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
        return database.substring(0, LONGEST - END.length() - hash.length() - 1) + "_" + hash + END;
    }

    /**
     * Proves it.
     *
     * @throws MergeException with {@link ErrorCode#BACKUP_PROOF} when something differs; the database is dropped then as well
     */
    void of(Path folder) {
        String name = name(live.schema());
        // An interrupt ends the sessions of the one; the other is there to clean up.
        try (Server scratch = live.sharedBy(live.role(), name);
                Server cleaner = live.as(live.role(), name);
                NamedLock held = NamedLock.take(cleaner)) {
            held.confirm();
            make(scratch);
            try {
                Restore restore = new Restore(scratch, sessions, Restore.Events.RESTING, this::unlogged, this::note);
                restore.from(folder);
                compare(scratch, restore.definersKept());
            } catch (RuntimeException e) {
                try {
                    drop(cleaner);
                } catch (MergeException second) {
                    e.addSuppressed(second);
                }
                throw e;
            }
            drop(cleaner);
        }
    }

    private void note(String note) {
        if (notes.add(note)) {
            noted.accept(note);
        }
    }

    private void unlogged(Session session) {
        try {
            session.execute("leave the binary log alone", "SET SESSION sql_log_bin = 0");
        } catch (MergeException e) {
            if (e.code() != ErrorCode.PRIVILEGE) {
                throw e;
            }
            note("The proof of the backup goes into the binary log, since the account may not set sql_log_bin.");
        }
    }

    private void make(Server scratch) {
        try (Session session = scratch.open()) {
            String name = scratch.schema();
            if (SchemaReader.exists(session, name) && isSomebodyElses(session, name)) {
                throw new RefusedException(
                        ErrorCode.TARGET_EXISTS,
                        "The database " + name + ", in which the backup is to be proven, exists at " + live.address()
                                + ", and dbmerge did not make it.",
                        "Drop or rename it, or back up with --no-backup-proof.");
            }
            unlogged(session);
            session.execute("drop what an earlier proof left", dropping(name));
            session.execute("make " + name, "CREATE DATABASE " + Names.quote(name));
            session.execute("mark " + name, "CREATE TABLE " + Names.quote(name, MARK) + " (id INT PRIMARY KEY)");
        }
    }

    private static boolean isSomebodyElses(Session session, String name) {
        String tables = "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = " + Names.literal(name);
        String doing = "see whose " + name + " is";
        return session.number(doing, tables) > 0
                && session.number(doing, tables + " AND TABLE_NAME = " + Names.literal(MARK)) == 0;
    }

    private void drop(Server cleaner) {
        try (Session session = cleaner.open()) {
            unlogged(session);
            session.execute("drop " + cleaner.schema(), dropping(cleaner.schema()));
        }
    }

    private static String dropping(String name) {
        return "DROP DATABASE IF EXISTS " + Names.quote(name);
    }

    private void compare(Server scratch, boolean definers) {
        List<String> differences = new ArrayList<>();
        List<Session> readers = new ArrayList<>();
        try {
            for (int i = 0; i < sessions; i++) {
                readers.add(scratch.open());
            }
            Schema made = SchemaReader.read(readers.get(0), scratch.schema());
            differences.addAll(
                    StructureComparison.compare(schema, made, Collations.of(readers.get(0)), scratch.version()));
            if (differences.isEmpty()) {
                code(made, readers.get(0), definers, differences);
                counters(made, differences);
                Map<String, RowSum> found = TargetSums.of(made, sums.keySet(), readers);
                sums.forEach((table, sum) -> {
                    if (!sum.equals(found.get(table))) {
                        differences.add(table + ": " + sum.rows() + " rows, restored "
                                + found.get(table).rows()
                                + (sum.rows() == found.get(table).rows() ? " with other values" : ""));
                    }
                });
            }
        } finally {
            readers.forEach(Session::close);
        }
        if (!differences.isEmpty()) {
            throw new MergeException(
                    ErrorCode.BACKUP_PROOF,
                    "The backup does not restore to what " + schema.name() + " was: " + String.join("; ", differences)
                            + ".",
                    "See whether the server changes what it is given, such as by its sql_mode; or go on with --no-backup-proof.");
        }
    }

    private void code(Schema made, Session reader, boolean definers, List<String> differences) {
        for (StoredCode one : code) {
            CodeObject object = one.object();
            Optional<StoredCode> restored = made.code().stream()
                    .filter(other ->
                            other.kind() == object.kind() && other.name().equals(object.name()))
                    .findFirst()
                    .map(other -> reader.in(made.name(), () -> StoredCode.read(reader, made.name(), other)));
            if (restored.isEmpty()) {
                differences.add(object.title() + " is missing");
            } else if (!said(one, definers).equals(said(restored.get(), definers))) {
                differences.add(object.title() + " differs");
            }
        }
    }

    /** Gives all that has to be the same; events do not run in the one. */
    private static List<String> said(StoredCode code, boolean definers) {
        CodeObject object = code.object();
        String sql = StoredCode.resting(code.sql(), object.sqlMode());
        return List.of(
                definers ? sql : StoredCode.withoutDefiner(sql, object.sqlMode()),
                object.sqlMode(),
                object.collation(),
                object.timeZone(),
                code.client(),
                code.databaseCollation().orElse(""));
    }

    private void counters(Schema made, List<String> differences) {
        for (Table table : schema.tables().values()) {
            long before = table.autoIncrement().orElse(0);
            long after = made.table(table.name()).orElseThrow().autoIncrement().orElse(0);
            if (Long.compareUnsigned(after, before) < 0) {
                differences.add(table.name() + ": counter " + Long.toUnsignedString(before) + ", restored "
                        + Long.toUnsignedString(after));
            }
        }
        for (Sequence sequence : schema.sequences().values()) {
            if (!made.sequences().get(sequence.name()).equals(sequence)) {
                differences.add("sequence " + sequence.name() + " differs");
            }
        }
    }
}
