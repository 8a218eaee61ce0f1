package dev.dbmerge.internal.survey;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.Session;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jooq.Record;

/** Asks a server how much room its disk has: MariaDB knows it where the plugin DISKS is installed, MySQL never does. */
public final class FreeSpace {
    private static final int KIBIBYTE = 1024;
    private static final int UNKNOWN_TABLE = 1109;

    private FreeSpace() {}

    /** Gives the bytes that the file system of the server's data has left; empty where the account cannot know. */
    public static OptionalLong bytes(Session session) {
        if (session.server().version().product() != Product.MARIADB) {
            return OptionalLong.empty();
        }
        try {
            String folder = session.fetchPlain("read the data folder", "SELECT @@datadir")
                    .get(0, String.class);
            List<Record> disks =
                    session.fetch("read the free space", "SELECT Path, Available FROM information_schema.DISKS");
            return disks.stream()
                    .filter(disk -> folder.startsWith(disk.get(0, String.class)))
                    .max(Comparator.comparingInt(
                            disk -> disk.get(0, String.class).length()))
                    .map(disk -> OptionalLong.of(disk.get(1, Long.class) * KIBIBYTE))
                    .orElse(OptionalLong.empty());
        } catch (MergeException e) {
            if (ReservedWords.number(e) == UNKNOWN_TABLE || e.code() == ErrorCode.PRIVILEGE) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }
}
