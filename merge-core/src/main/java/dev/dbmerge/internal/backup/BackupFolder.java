package dev.dbmerge.internal.backup;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a backup that is being made, in a folder whose name says that it is not complete until {@link #finish}.
 *
 * <p>They are for their owner alone. A file that is held locked tells that somebody is at work in the folder.
 */
final class BackupFolder implements AutoCloseable {
    static final String UNFINISHED = ".partial";
    static final String SUMS = "SHA256SUMS";
    private static final String LOCK = "lock";
    private static final int BUFFER = 64 * 1024;

    private final Path complete;
    private final Path folder;
    private final Opener opener;
    private final FileChannel lock;
    private final Map<String, String> sums = new TreeMap<>();

    /** Opens a new file for writing. */
    @FunctionalInterface
    interface Opener {
        /** Opens a new file that its owner alone may read. */
        OutputStream open(Path file) throws IOException;
    }

    private BackupFolder(Path complete, Path folder, Opener opener, FileChannel lock) {
        this.complete = complete;
        this.folder = folder;
        this.opener = opener;
        this.lock = lock;
    }

    /**
     * Makes the folder, and the one around it where that is missing.
     *
     * @param name what it is to be called when it is complete
     */
    static BackupFolder begin(Path parent, String name, Opener opener) throws IOException {
        if (!Files.isDirectory(parent)) {
            Files.createDirectories(parent.toAbsolutePath().getParent());
            Files.createDirectory(parent, owner(parent.toAbsolutePath().getParent(), "rwx------"));
        }
        String free = name;
        for (int i = 2; Files.exists(parent.resolve(free)) || Files.exists(parent.resolve(free + UNFINISHED)); i++) {
            free = name + "_" + i;
        }
        Path folder = Files.createDirectory(parent.resolve(free + UNFINISHED), owner(parent, "rwx------"));
        Files.createDirectory(folder.resolve(RowsScript.FOLDER), owner(parent, "rwx------"));
        FileChannel lock = FileChannel.open(
                folder.resolve(LOCK),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                owner(parent, "rw-------"));
        lock.tryLock();
        return new BackupFolder(parent.resolve(free), folder, opener, lock);
    }

    /** Opens files on the disk. */
    static OutputStream onDisk(Path file) throws IOException {
        Files.createFile(file, owner(file.getParent(), "rw-------"));
        return Files.newOutputStream(file, StandardOpenOption.WRITE);
    }

    private static FileAttribute<?>[] owner(Path near, String permissions) throws IOException {
        FileStore store = Files.getFileStore(near);
        return store.supportsFileAttributeView(PosixFileAttributeView.class)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Tells whether nobody is at work in a folder that is not complete. */
    static boolean isLeft(Path unfinished) throws IOException {
        Path file = unfinished.resolve(LOCK);
        if (!Files.exists(file)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            return taken != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Removes a folder with all that is in it. */
    static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Gives the folder as it is called now. */
    Path path() {
        return folder;
    }

    /** Opens a file of the backup; its sum is known when it is closed. For several threads. */
    OutputStream create(String name) throws IOException {
        MessageDigest digest = sha256();
        return new FilterOutputStream(new BufferedOutputStream(opener.open(folder.resolve(name)), BUFFER)) {
            @Override
            public void write(int b) throws IOException {
                digest.update((byte) b);
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                digest.update(bytes, from, length);
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                out.close();
                noteSum(name, HexFormat.of().formatHex(digest.digest()));
            }
        };
    }

    /** Opens a file that is no part of the backup. */
    OutputStream createPart(Path file) throws IOException {
        return new BufferedOutputStream(opener.open(file), BUFFER);
    }

    /** Writes a file of the backup. */
    void write(String name, String text) throws IOException {
        try (OutputStream out = create(name)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private synchronized void noteSum(String name, String sum) {
        sums.put(name, sum);
    }

    /** Writes the sums of all files. */
    void writeSums() throws IOException {
        StringBuilder text = new StringBuilder();
        sums.forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
        write(SUMS, text.toString());
    }

    /** Gives the bytes that the files take. */
    long bytes() throws IOException {
        return bytes(folder);
    }

    /** Gives the bytes that the files in a folder take. */
    static long bytes(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(path);
            }
        }
        return bytes;
    }

    /** Brings everything onto the disk, then lets the folder have its name; gives it. */
    Path finish() throws IOException {
        lock.close();
        Files.delete(folder.resolve(LOCK));
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                sync(path);
            }
        }
        Files.move(folder, complete, StandardCopyOption.ATOMIC_MOVE);
        sync(complete.getParent());
        return complete;
    }

    private static void sync(Path path) throws IOException {
        boolean folder = Files.isDirectory(path);
        if (folder
                && path.getFileSystem().supportedFileAttributeViews().stream().noneMatch("posix"::equals)) {
            return;
        }
        try (FileChannel channel =
                FileChannel.open(path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Removes the files where {@link #finish} did not come to its end. */
    @Override
    public void close() throws IOException {
        lock.close();
        if (Files.exists(folder)) {
            remove(folder);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Gives the names that a list of sums has to name for a backup to be whole, besides those of its tables. */
    static List<String> needed() {
        return List.of(About.FILE, StructureScripts.STRUCTURE, StructureScripts.TRIGGERS, Instructions.LOAD);
    }
}
