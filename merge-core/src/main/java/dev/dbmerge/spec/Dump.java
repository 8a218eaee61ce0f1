package dev.dbmerge.spec;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A dump that stands for a source, for servers that cannot see each other.
 *
 * @param path a file of mysqldump or mariadb-dump, or a folder of mydumper; plain, or compressed by gzip or zstd
 * @param schema which database of it; empty where it holds one
 */
public record Dump(Path path, Optional<String> schema) {
    private static final int LONGEST = 64;

    public Dump {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(schema, "schema");
    }

    /** Gives the file's name. */
    public String name() {
        return path.getFileName().toString();
    }

    /**
     * Gives the name of the database on the target's server into which a dump is loaded; of a long target's name a part stands
     * there, with what tells it from others.
     *
     * @param role {@code staging} or {@code production}
     */
    public static String scratch(String target, String role) {
        String end = "_" + role + "_dump";
        if (target.length() + end.length() <= LONGEST) {
            return target + end;
        }
        String hash = UUID.nameUUIDFromBytes(target.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
        return target.substring(0, LONGEST - end.length() - hash.length() - 1) + "_" + hash + end;
    }
}
