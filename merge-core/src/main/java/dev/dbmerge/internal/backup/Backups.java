package dev.dbmerge.internal.backup;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
                if (isUnfinished(path) && !Files.isSymbolicLink(path) && BackupFolder.isLeft(path)) {
                    left.add(path);
                }
            } catch (IOException e) {
                throw unreadable(path, e);
            }
        }
        return List.copyOf(left);
    }

    /** Gives those of one database that are not complete: those at which nobody works, or all the others. */
    public List<Path> unfinished(String database, boolean atWork) {
        List<Path> left = left();
        return folders().stream()
                .filter(path -> isUnfinished(path) && isOf(database, path) && left.contains(path) != atWork)
                .toList();
    }

    /** Gives the bytes that the files in a folder take; 0 where it is gone meanwhile. */
    public static long bytes(Path path) {
        try {
            return BackupFolder.bytes(path);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /** Says why a complete backup may not be removed as one; empty where it may. */
    public Optional<String> obstacle(StoredBackup backup) {
        Path path = backup.folder();
        if (Files.isSymbolicLink(path)) {
            return Optional.of("it is a symbolic link");
        }
        if (!isOf(backup.database(), path)) {
            return Optional.of("somebody gave it another name");
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<String> known = Files.readAllLines(path.resolve(BackupFolder.SUMS)).stream()
                    .map(line -> line.replaceFirst("^\\S+ +", ""))
                    .toList();
            return files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> path.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.equals(BackupFolder.SUMS) && !known.contains(name))
                    .sorted()
                    .findFirst()
                    .map(name -> "it holds " + name + ", which is no part of it");
        } catch (IOException | UncheckedIOException e) {
            return Optional.of("it cannot be read (" + e.getMessage() + ")");
        }
    }

    /**
     * Removes a backup, or what is left of one; a complete one is first called as those that are not, since a removal may stop.
     *
     * @throws IOException when a file stays
     */
    public static void remove(Path path) throws IOException {
        Path leaving = path;
        if (!isUnfinished(path)) {
            leaving = path.resolveSibling(path.getFileName() + BackupFolder.UNFINISHED);
            for (int i = 2; Files.exists(leaving); i++) {
                leaving = path.resolveSibling(path.getFileName() + "_" + i + BackupFolder.UNFINISHED);
            }
            Files.move(path, leaving, StandardCopyOption.ATOMIC_MOVE);
        }
        BackupFolder.remove(leaving);
    }

    private static boolean isOf(String database, Path path) {
        String stem = FileNames.of(database) + "_";
        String name = path.getFileName().toString();
        return name.startsWith(stem)
                && name.substring(stem.length()).matches("[0-9]{8}_[0-9]{6}(_[0-9]+)*(\\.partial)?");
    }

    /** Begins one, and removes what is left of those of the same database. */
    BackupFolder begin(String database, Instant now, BackupFolder.Opener opener) throws IOException {
        for (Path path : unfinished(database, false)) {
            BackupFolder.remove(path);
        }
        return BackupFolder.begin(folder, FileNames.of(database) + "_" + STAMP.format(now), opener);
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
