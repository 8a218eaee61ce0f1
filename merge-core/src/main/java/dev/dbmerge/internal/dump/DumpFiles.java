package dev.dbmerge.internal.dump;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.spec.Dump;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a dump in the order in which they are loaded.
 *
 * @param path the file or the folder
 * @param schema the database that a folder's files are of; empty for a file, which says it itself
 * @param first what has to be there before rows: the database, tables, sequences
 * @param rows the files of each table's rows, by the beginning of their names; a file that is the whole dump is in {@code first}
 * @param last what comes after the rows: views, triggers, routines, events, in this order
 */
record DumpFiles(Path path, Optional<String> schema, List<Path> first, Map<String, List<Path>> rows, List<Path> last) {
    private static final String CREATE = "-schema-create";
    private static final Pattern NAME = Pattern.compile("(.+)\\.sql(\\.gz|\\.zst)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ROWS = Pattern.compile("(.+?)(\\.[0-9]{5}(\\.[0-9]{5})?)?");
    private static final List<String> FIRST = List.of(CREATE, "-schema-sequence", "-schema");
    private static final List<String> LAST = List.of("-schema-view", "-schema-triggers", "-schema-post");

    DumpFiles {
        first = List.copyOf(first);
        rows = java.util.Collections.unmodifiableMap(new TreeMap<>(rows));
        last = List.copyOf(last);
    }

    /**
     * Finds the files.
     *
     * @throws MergeException when there is no dump, or one that is not whole or of an unknown kind
     */
    static DumpFiles of(Dump dump) {
        Path path = dump.path();
        if (Files.isRegularFile(path)) {
            return new DumpFiles(path, Optional.empty(), List.of(path), Map.of(), List.of());
        }
        if (!Files.isDirectory(path)) {
            throw new MergeException(
                    ErrorCode.DUMP_FILE,
                    "The dump " + path + " does not exist.",
                    "Name a file of mysqldump or mariadb-dump, or a folder of mydumper.");
        }
        return folder(path, dump.schema());
    }

    private static DumpFiles folder(Path path, Optional<String> wanted) {
        List<Path> files = files(path);
        refuseUnfinished(path, files);
        Map<String, Path> named = new TreeMap<>();
        for (Path file : files) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                named.put(name.group(1), file);
            }
        }
        String schema = schema(path, named, wanted);
        List<Path> first = new ArrayList<>();
        List<Path> last = new ArrayList<>();
        for (String end : FIRST) {
            take(named, schema, end, first);
        }
        for (String end : LAST) {
            take(named, schema, end, last);
        }
        Map<String, List<Path>> rows = new TreeMap<>();
        named.forEach((name, file) -> {
            Matcher parts = ROWS.matcher(name);
            if (name.startsWith(schema + ".") && parts.matches()) {
                rows.computeIfAbsent(parts.group(1), table -> new ArrayList<>()).add(file);
            }
        });
        return new DumpFiles(path, Optional.of(schema), first, rows, last);
    }

    /** Moves the files of one kind out of the map. */
    private static void take(Map<String, Path> named, String schema, String end, List<Path> into) {
        List<String> taken = named.keySet().stream()
                .filter(name -> name.endsWith(end) && (name.startsWith(schema + ".") || name.equals(schema + end)))
                .toList();
        taken.forEach(name -> into.add(named.remove(name)));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw DumpInput.unreadable(folder, e);
        }
    }

    private static void refuseUnfinished(Path folder, List<Path> files) {
        List<String> names =
                files.stream().map(file -> file.getFileName().toString()).toList();
        if (names.contains("@.json")) {
            throw new MergeException(
                    ErrorCode.DUMP_FILE,
                    "The dump " + folder + " is one of MySQL Shell, which holds files for its own loader.",
                    "Dump by mysqldump, mariadb-dump or mydumper.");
        }
        Optional<String> data = names.stream()
                .filter(name -> name.matches("(?i).*\\.(dat|csv)(\\..*)?"))
                .findFirst();
        if (data.isPresent()) {
            throw new MergeException(
                    ErrorCode.DUMP_FILE,
                    "The dump " + folder + " holds rows outside of statements (" + data.get() + ").",
                    "Dump by mydumper without --load-data and --csv.");
        }
        Optional<Path> metadata = files.stream()
                .filter(file -> file.getFileName().toString().equals("metadata"))
                .findFirst();
        if (metadata.isEmpty() || !text(metadata.get()).contains("Finished dump at")) {
            throw new MergeException(
                    ErrorCode.DUMP_FILE,
                    "The folder " + folder
                            + " is no whole dump of mydumper: no file metadata says when it was finished.",
                    "Dump again, and see that mydumper ends without an error and that all files are copied.");
        }
    }

    private static String schema(Path folder, Map<String, Path> named, Optional<String> wanted) {
        List<String> schemas = named.keySet().stream()
                .filter(name -> name.endsWith(CREATE) && !name.contains("."))
                .map(name -> name.substring(0, name.length() - CREATE.length()))
                .toList();
        if (wanted.isPresent() && schemas.contains(wanted.get())) {
            return wanted.get();
        }
        if (wanted.isEmpty() && schemas.size() == 1) {
            return schemas.get(0);
        }
        String held = schemas.isEmpty() ? "no database" : String.join(", ", schemas);
        throw new MergeException(
                ErrorCode.DUMP_FILE,
                "The dump " + folder + " holds " + held
                        + (wanted.map(name -> ", not " + name).orElse(", not one")) + ".",
                schemas.isEmpty() ? "Name a folder that mydumper made." : "Say which by schema: beside dump:.");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw DumpInput.unreadable(file, e);
        }
    }

    /** Gives all of them. */
    List<Path> all() {
        List<Path> all = new ArrayList<>(first);
        rows.values().forEach(all::addAll);
        all.addAll(last);
        return all;
    }

    /** Gives how many bytes they have together, packed as they are. */
    long bytes() {
        return all().stream().mapToLong(DumpFiles::size).sum();
    }

    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw DumpInput.unreadable(file, e);
        }
    }

    /**
     * Gives a hash of names and bytes, by which a dump that is loaded already is known again.
     *
     * @param wanted which database of it is loaded
     */
    String hash(Optional<String> wanted) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((wanted.orElse("") + "\0").getBytes(StandardCharsets.UTF_8));
            byte[] buffer = new byte[1 << 16];
            for (Path file : all()) {
                digest.update((file.getFileName() + "\0" + size(file) + "\0").getBytes(StandardCharsets.UTF_8));
                try (InputStream in = Files.newInputStream(file)) {
                    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                        digest.update(buffer, 0, count);
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw DumpInput.unreadable(path, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
