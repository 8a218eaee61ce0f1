package dev.dbmerge.internal.backup;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder in which backups stand, each in a folder of its own. */
public final class Backups {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);

    private final Path folder;

    /** Makes the value; the folder need not exist. */
    public Backups(Path folder) {
        this.folder = folder;
    }

    /** Gives the folder. */
    public Path folder() {
        return folder;
    }

    /** Gives those that are complete, of whatever database, the oldest first; their files are not looked into. */
    public List<StoredBackup> list() {
        List<StoredBackup> found = new ArrayList<>();
        for (Path path : folders()) {
            try {
                Optional<About> about = isUnfinished(path) || !Files.exists(path.resolve(BackupFolder.SUMS))
                        ? Optional.empty()
                        : About.read(path);
                if (about.isPresent()) {
                    found.add(stored(path, about.get()));
                }
            } catch (IOException e) {
                throw unreadable(path, e);
            }
        }
        found.sort(Comparator.comparing(StoredBackup::taken).thenComparing(StoredBackup::folder));
        return List.copyOf(found);
    }

    private static StoredBackup stored(Path path, About about) throws IOException {
        return new StoredBackup(
                path,
                about.database(),
                about.taken(),
                about.server(),
                about.tables(),
                about.rows(),
                BackupFolder.bytes(path));
    }

    /** Gives those at which nobody works and that are not complete: what a process that was killed left, rows included. */
    public List<Path> left() {
        List<Path> left = new ArrayList<>();
        for (Path path : folders()) {
            try {
                if (isUnfinished(path) && BackupFolder.isLeft(path)) {
                    left.add(path);
                }
            } catch (IOException e) {
                throw unreadable(path, e);
            }
        }
        return List.copyOf(left);
    }

    /** Begins one, and removes what is left of those of the same database. */
    BackupFolder begin(String database, Instant now, BackupFolder.Opener opener) throws IOException {
        String stem = FileNames.of(database) + "_";
        for (Path path : left()) {
            String name = path.getFileName().toString();
            if (name.startsWith(stem) && name.substring(stem.length()).matches("[0-9]{8}_[0-9]{6}.*")) {
                BackupFolder.remove(path);
            }
        }
        return BackupFolder.begin(folder, stem + STAMP.format(now), opener);
    }

    private static boolean isUnfinished(Path path) {
        return path.getFileName().toString().endsWith(BackupFolder.UNFINISHED);
    }

    private List<Path> folders() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static MergeException unreadable(Path path, IOException e) {
        return new MergeException(
                ErrorCode.BACKUP_FILE,
                "The backups in " + path + " cannot be read: " + e + ".",
                "See to the folder, then try again.",
                e);
    }
}
