package dev.dbmerge.internal.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.spec.Dump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpFilesTest {
    @TempDir
    private Path folder;

    @Test
    void ordersTheFilesOfAFolder() throws IOException {
        write(
                "shop-schema-create.sql",
                "shop.items-schema.sql.gz",
                "shop.items.00000.sql.gz",
                "shop.items.00001.sql.gz",
                "shop.users-schema.sql",
                "shop.users.sql",
                "shop.v-schema.sql",
                "shop.v-schema-view.sql",
                "shop.users-schema-triggers.sql",
                "shop-schema-post.sql",
                "shop2-schema-create.sql",
                "shop2.x-schema.sql",
                "shop2.x.sql");
        Files.writeString(folder.resolve("metadata"), "Finished dump at: 2026-01-01 00:00:00\n");

        DumpFiles files = DumpFiles.of(new Dump(folder, Optional.of("shop")));

        assertEquals(
                List.of(
                        "shop-schema-create.sql",
                        "shop.items-schema.sql.gz",
                        "shop.users-schema.sql",
                        "shop.v-schema.sql"),
                names(files.first()));
        assertEquals(
                List.of(List.of("shop.items.00000.sql.gz", "shop.items.00001.sql.gz"), List.of("shop.users.sql")),
                files.rows().values().stream().map(DumpFilesTest::names).toList());
        assertEquals(
                List.of("shop.v-schema-view.sql", "shop.users-schema-triggers.sql", "shop-schema-post.sql"),
                names(files.last()));
    }

    @Test
    void aFolderOfSeveralDatabasesNeedsAName() throws IOException {
        write("a-schema-create.sql", "b-schema-create.sql");
        Files.writeString(folder.resolve("metadata"), "# Finished dump at: 2026-01-01 00:00:00\n");

        assertEquals(
                "The dump " + folder + " holds a, b, not one. Say which by schema: beside dump:. [E219]",
                refused(new Dump(folder, Optional.empty())).getMessage());
        assertEquals(
                "The dump " + folder + " holds a, b, not c. Say which by schema: beside dump:. [E219]",
                refused(new Dump(folder, Optional.of("c"))).getMessage());
    }

    @Test
    void aFolderThatWasNotFinishedIsNotWhole() throws IOException {
        write("a-schema-create.sql");
        Files.writeString(folder.resolve("metadata"), "Started dump at: 2026-01-01 00:00:00\n");

        assertEquals(
                "The folder " + folder + " is no whole dump of mydumper: no file metadata says when it was finished."
                        + " Dump again, and see that mydumper ends without an error and that all files are copied. [E219]",
                refused(new Dump(folder, Optional.empty())).getMessage());
    }

    @Test
    void otherDumpsAreNamed() throws IOException {
        write("@.json", "@.done.json");
        assertEquals(
                "The dump " + folder + " is one of MySQL Shell, which holds files for its own loader."
                        + " Dump by mysqldump, mariadb-dump or mydumper. [E219]",
                refused(new Dump(folder, Optional.empty())).getMessage());

        Files.delete(folder.resolve("@.json"));
        write("a.t.00000.dat");
        assertEquals(
                "The dump " + folder + " holds rows outside of statements (a.t.00000.dat)."
                        + " Dump by mydumper without --load-data and --csv. [E219]",
                refused(new Dump(folder, Optional.empty())).getMessage());
    }

    @Test
    void anotherByteMakesAnotherHash() throws IOException {
        Path file = folder.resolve("a.sql");
        Files.writeString(file, "SELECT 1;");
        String hash = DumpFiles.of(new Dump(file, Optional.empty())).hash(Optional.empty());

        assertNotEquals(
                hash,
                DumpFiles.of(new Dump(file, Optional.empty())).hash(Optional.of("shop")),
                "another database of it");
        Files.writeString(file, "SELECT 2;");

        assertNotEquals(hash, DumpFiles.of(new Dump(file, Optional.empty())).hash(Optional.empty()));
    }

    private static MergeException refused(Dump dump) {
        MergeException e = assertThrows(MergeException.class, () -> DumpFiles.of(dump));
        assertEquals(ErrorCode.DUMP_FILE, e.code());
        return e;
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(folder.resolve(name), "");
        }
    }

    private static List<String> names(Collection<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }
}
