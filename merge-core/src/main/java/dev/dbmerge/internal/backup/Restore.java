package dev.dbmerge.internal.backup;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Connections.Purpose;
import dev.dbmerge.internal.server.Crew;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Fills an empty database from a backup's files, as its README says, by several sessions at once. */
public final class Restore {
    private final Server server;
    private final int sessions;
    private final Events events;
    private final Consumer<Session> prepared;
    private final Consumer<String> noted;
    private boolean definersKept = true;

    /** What becomes of the events that were enabled. */
    public enum Events {
        /** They run. */
        AS_THEY_WERE,
        /** They are made and do not run. */
        RESTING
    }

    /**
     * Makes it; nothing is touched yet.
     *
     * @param server whose schema is the database to fill
     * @param sessions how many load rows
     * @param prepared is given each session before its first statement
     * @param noted is told what is otherwise than in the backup
     */
    public Restore(Server server, int sessions, Events events, Consumer<Session> prepared, Consumer<String> noted) {
        this.server = server;
        this.sessions = sessions;
        this.events = events;
        this.prepared = prepared;
        this.noted = noted;
    }

    /**
     * Looks whether the backup is whole, then makes the structure, the rows, the triggers and events.
     *
     * <p>After a failure the database holds a part of it.
     *
     * @throws MergeException with {@link ErrorCode#BACKUP_FILE} when a file is missing or was changed, before anything is made
     */
    public void from(Path folder) {
        try {
            verifySums(folder);
            ScriptRunner runner = new ScriptRunner(server, events, prepared, noted);
            runner.run(folder.resolve(StructureScripts.STRUCTURE));
            load(folder);
            runner.run(folder.resolve(StructureScripts.TRIGGERS));
            definersKept = runner.definersKept();
        } catch (IOException e) {
            throw changed(folder, "cannot be read: " + e, e);
        }
    }

    /** Tells whether the account could give everything its definer. */
    public boolean definersKept() {
        return definersKept;
    }

    private void load(Path folder) {
        Schema made;
        try (Session session = server.open()) {
            made = SchemaReader.read(session, server.schema());
        }
        List<LoadedTable> jobs = new ArrayList<>();
        Map<String, String> files = FileNames.of(made.tables().keySet());
        for (Table table : made.tables().values()) {
            Path script = folder.resolve(RowsScript.FOLDER).resolve(files.get(table.name()) + RowsScript.SCRIPT);
            if (Files.exists(script)) {
                jobs.add(new LoadedTable(table, script));
            }
        }
        List<Session> loaders = new ArrayList<>();
        try {
            for (int i = 0; i < Math.max(1, Math.min(sessions, jobs.size())); i++) {
                Session loader = server.open(Purpose.LOAD);
                loaders.add(loader);
                prepared.accept(loader);
            }
            new Crew<>(loaders).work(jobs);
        } finally {
            loaders.forEach(Session::close);
        }
    }

    /**
     * Compares all files with their sums.
     *
     * @throws MergeException when one is missing or differs
     */
    public static void verifySums(Path folder) {
        Path list = folder.resolve(BackupFolder.SUMS);
        Set<String> named = new HashSet<>();
        try {
            for (String line : Files.readAllLines(list)) {
                if (!line.matches("[0-9a-f]{64}  .+")) {
                    throw changed(folder, "has no sum in a line of " + BackupFolder.SUMS);
                }
                String name = line.substring(66);
                named.add(name);
                if (!Files.isRegularFile(folder.resolve(name))) {
                    throw changed(folder, "lacks the file " + name);
                }
                if (!sum(folder.resolve(name)).equals(line.substring(0, 64))) {
                    throw changed(folder, "has another file " + name + " than its " + BackupFolder.SUMS + " says");
                }
            }
        } catch (IOException e) {
            throw changed(folder, "cannot be read: " + e, e);
        }
        for (String name : BackupFolder.needed()) {
            if (!named.contains(name)) {
                throw changed(folder, "has no sum of " + name + " in " + BackupFolder.SUMS);
            }
        }
    }

    private static String sum(Path file) throws IOException {
        MessageDigest digest = BackupFolder.sha256();
        try (InputStream in = new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), digest)) {
            byte[] piece = new byte[64 * 1024];
            while (in.read(piece) >= 0) {
                Thread.onSpinWait();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MergeException changed(Path folder, String how) {
        return changed(folder, how, null);
    }

    private static MergeException changed(Path folder, String how, IOException cause) {
        return new MergeException(
                ErrorCode.BACKUP_FILE,
                "The backup in " + folder + " " + how + ".",
                "Use another backup, or another copy of this one.",
                cause);
    }
}
