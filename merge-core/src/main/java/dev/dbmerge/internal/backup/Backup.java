package dev.dbmerge.internal.backup;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.copy.RowText;
import dev.dbmerge.internal.copy.SourceSnapshot;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.schema.Fingerprint;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.StoredCode;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Crew;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.BackupReport;
import dev.dbmerge.spec.Database.Consistency;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Backs up one database, as of one moment, into files that a plain client restores.
 *
 * <p>The database is read and never written; a proof makes another one beside it, and drops it. Rows are streamed.
 */
public final class Backup {
    /** Their rows are those of other tables or servers, or none. */
    private static final Set<String> WITHOUT_ROWS = Set.of("MRG_MYISAM", "FEDERATED", "BLACKHOLE");

    private final Server live;
    private final Backups backups;
    private final int sessions;
    private final Proving proving;
    private final Consumer<String> noted;
    private final BackupFolder.Opener opener;
    private final Set<String> known = new LinkedHashSet<>();

    /** Whether a backup is restored before it counts. */
    public enum Proving {
        /** It is restored into a database of its own and compared. */
        RESTORE,
        /** It is not. */
        NONE
    }

    /**
     * Makes it; nothing is touched yet.
     *
     * @param live whose schema is the database to back up
     * @param backups where the new one is to stand
     * @param sessions how many read at the same time; the account may not be allowed as many
     * @param noted is told in sentences what happens and what is to be known
     */
    public Backup(Server live, Backups backups, int sessions, Proving proving, Consumer<String> noted) {
        this(live, backups, sessions, proving, noted, BackupFolder::onDisk);
    }

    Backup(
            Server live,
            Backups backups,
            int sessions,
            Proving proving,
            Consumer<String> noted,
            BackupFolder.Opener opener) {
        this.live = live;
        this.backups = backups;
        this.sessions = sessions;
        this.proving = proving;
        this.noted = noted;
        this.opener = opener;
    }

    /**
     * Backs up.
     *
     * @return where it stands and what it came to
     * @throws MergeException when it cannot be made, cannot be written or is not what the database was; then nothing of it is left
     */
    public BackupReport run() {
        Instant begun = Instant.now();
        try (Session session = live.open()) {
            Schema schema = read(session);
            try (BackupFolder folder = backups.begin(live.schema(), begun, opener)) {
                Written written = write(folder, schema, session);
                if (proving == Proving.RESTORE) {
                    noted.accept(
                            "proving the backup: it is restored into " + Proof.name(live.schema()) + " and compared");
                    new Proof(live, written.schema(), written.code(), written.sums(), sessions, noted)
                            .of(folder.path());
                }
                long bytes = folder.bytes();
                Path complete = folder.finish();
                return new BackupReport(
                        complete,
                        written.schema().tables().size(),
                        written.rows(),
                        bytes,
                        Duration.between(begun, Instant.now()),
                        proving == Proving.RESTORE);
            }
        } catch (IOException e) {
            throw unwritten(e);
        } catch (UncheckedIOException e) {
            throw unwritten(e.getCause());
        } catch (MergeException e) {
            throw stopped(e);
        }
    }

    /** Gives the database in which a backup of another is proven. */
    public static String proofOf(String database) {
        return Proof.name(database);
    }

    /** Gives the table by which that one is known. */
    public static String proofMark() {
        return Proof.MARK;
    }

    private record Written(Schema schema, List<StoredCode> code, Map<String, RowSum> sums, long rows) {}

    private Schema read(Session session) {
        Schema schema = SchemaReader.read(session, live.schema());
        if (!schema.hidden().isEmpty()) {
            throw new RefusedException(
                    ErrorCode.NOT_VISIBLE,
                    "The account may not see all of " + live.schema() + ", and a backup would lack it: "
                            + String.join(", ", schema.hidden()) + ".",
                    "Give it these grants, then run again.");
        }
        return schema;
    }

    private Written write(BackupFolder folder, Schema before, Session session) throws IOException {
        Map<String, String> files = FileNames.of(before.tables().keySet());
        List<TableRows> tables;
        List<StoredCode> code;
        Schema schema;
        About about;
        try (SourceSnapshot snapshot =
                SourceSnapshot.open(live, Consistency.SNAPSHOT, before.tables().values(), sessions)) {
            Instant taken = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            noted.accept("backing up " + live.schema() + ": " + snapshot.level());
            // Counters and sequences belong to no snapshot: read behind it, they are not behind its rows.
            schema = read(session);
            unchanged(before, schema);
            code = scripts(folder, schema, session);
            tables = tables(folder, schema, files);
            new Crew<>(snapshot.readers()).work(tables);
            about = new About(
                    live.schema(),
                    taken,
                    live.version().toString(),
                    snapshot.position(),
                    schema.tables().size(),
                    tables.stream().mapToLong(table -> table.written().rows()).sum());
        }
        unchanged(schema, read(session));
        for (TableRows rows : tables) {
            Transfer transfer = Transfer.whole(Relation.of(live.schema(), rows.table()));
            folder.write(
                    RowsScript.FOLDER + "/" + files.get(rows.table().name()) + RowsScript.SCRIPT,
                    new RowsScript(rows.table(), transfer, rows.written(), live.version()).text());
        }
        schema.uncopied().forEach(clause -> know("Not in the backup: " + clause + "."));
        folder.write(Instructions.LOAD, Instructions.load());
        folder.write(About.FILE, about.text());
        folder.write(Instructions.README, Instructions.readme(about, List.copyOf(known)));
        folder.writeSums();
        Map<String, RowSum> sums = new TreeMap<>();
        tables.forEach(rows -> sums.put(rows.table().name(), rows.sum()));
        return new Written(schema, code, sums, about.rows());
    }

    private List<TableRows> tables(BackupFolder folder, Schema schema, Map<String, String> files) {
        RowText text = new RowText();
        List<TableRows> tables = new ArrayList<>();
        for (Table table : schema.tables().values()) {
            if (WITHOUT_ROWS.contains(table.engine().toUpperCase(Locale.ROOT))) {
                know("The rows of " + table.name() + " are not in the backup: its engine is " + table.engine() + ".");
            } else {
                tables.add(new TableRows(
                        Relation.of(live.schema(), table),
                        folder,
                        RowsScript.FOLDER + "/" + files.get(table.name()) + RowsScript.ROWS,
                        text,
                        proving == Proving.RESTORE));
            }
        }
        return tables;
    }

    /** Gives what they make of stored code. */
    private List<StoredCode> scripts(BackupFolder folder, Schema schema, Session session) throws IOException {
        StructureScripts scripts = new StructureScripts(schema, session, this::know);
        try (OutputStream out = folder.create(StructureScripts.STRUCTURE)) {
            scripts.structure(out);
        }
        try (OutputStream out = folder.create(StructureScripts.TRIGGERS)) {
            scripts.triggers(out);
        }
        return scripts.made();
    }

    /** Notes what the person who restores has to know as well. */
    private void know(String note) {
        if (known.add(note)) {
            noted.accept(note);
        }
    }

    private void unchanged(Schema before, Schema after) {
        if (!Fingerprint.of(before).equals(Fingerprint.of(after))) {
            throw new RefusedException(
                    ErrorCode.SOURCE_CHANGED,
                    "The structure of " + live.schema() + " changed while it was backed up.",
                    "Run again when nobody changes it.");
        }
    }

    private MergeException unwritten(IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new MergeException(
                ErrorCode.BACKUP,
                "The backup of " + live.schema() + " cannot be written to " + backups.folder() + ": " + reason
                        + "; nothing of it is left there, and the database is as before.",
                "Make room there, or name another folder under promote.backup, then run again.",
                e);
    }

    /** A run would go on where it stopped; a backup begins again. */
    private MergeException stopped(MergeException e) {
        return e.code() == ErrorCode.STEP || e.code() == ErrorCode.SERVER_GONE
                ? new MergeException(
                        ErrorCode.BACKUP,
                        "The backup of " + live.schema() + " stopped, and nothing of it is left: " + e.problem(),
                        "See to what the server says, then run again; the database is as before.",
                        e)
                : e;
    }
}
