package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
    @TempDir
    private Path root;

    @Test
    void fillsAFolderOnceForAllThatWantIt() {
        AtomicInteger fillings = new AtomicInteger();
        Cache cache = new Cache(root.resolve("deep/below"));

        List<CompletableFuture<Path>> wanted = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> cache.folder("x", empty -> {
                    fillings.incrementAndGet();
                    Files.writeString(empty.resolve("file"), "whole");
                })))
                .toList();
        List<Path> folders =
                wanted.stream().map(CompletableFuture::join).distinct().toList();

        assertEquals(List.of(root.resolve("deep/below/x")), folders);
        assertTrue(Files.isRegularFile(folders.get(0).resolve("file")));
        assertEquals(1, fillings.get());
    }

    @Test
    void replacesWhatAKilledProcessLeft() throws IOException {
        Files.createDirectories(root.resolve("x.part/bin"));
        Files.writeString(root.resolve("x.part/bin/half"), "ha");

        Path folder = new Cache(root).folder("x", empty -> Files.writeString(empty.resolve("file"), "whole"));

        assertFalse(Files.exists(folder.resolve("bin")));
        assertFalse(Files.exists(root.resolve("x.part")));
    }

    @Test
    void keepsNothingOfAFillingThatBroke() {
        Cache cache = new Cache(root);

        MergeException error = assertThrows(
                MergeException.class,
                () -> cache.folder("x", empty -> {
                    Files.writeString(empty.resolve("half"), "ha");
                    throw new IOException("No space left on device");
                }));

        assertEquals(
                "The cache folder " + root.resolve("x") + " cannot be made: IO No space left on device."
                        + " Mend that, or name another folder in DBMERGE_CACHE. [E307]",
                error.getMessage());
        assertFalse(Files.exists(root.resolve("x")));
        assertFalse(Files.exists(root.resolve("x.part")));
    }

    @Test
    void saysWhereItCannotWrite() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");

        MergeException error =
                assertThrows(MergeException.class, () -> new Cache(file.resolve("below")).folder("x", empty -> {}));

        assertTrue(error.problem().startsWith("The cache folder " + file.resolve("below/x") + " cannot be made: "));
    }
}
