package dev.dbmerge;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.backup.Backup;
import dev.dbmerge.internal.backup.Backup.Proving;
import dev.dbmerge.internal.backup.Backups;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.UrlConnections;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.SpecLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Backs production of a spec up in a process of its own, for tests that kill it or give it little memory. */
final class BackupMain {
    private BackupMain() {}

    /** Starts a process that backs a live database up. */
    static Process start(LiveDatabase live, Proving proving, String... options) throws IOException {
        return JavaProcess.start(
                live.fixture(),
                BackupMain.class,
                List.of(options),
                List.of(
                        live.fixture().path("merge.yml").toString(),
                        live.backups().folder().toString(),
                        proving.name()));
    }

    /** Takes a spec, the folder of the backups and whether to prove; prints what it is told, and how it ended. */
    public static void main(String[] arguments) {
        MergeSpec spec = SpecLoader.load(Path.of(arguments[0]), System.getenv());
        try (Server server = new Server(
                "production",
                new UrlConnections(spec.production()),
                spec.production().schema())) {
            Backups backups = new Backups(Path.of(arguments[1]));
            Backup backup = new Backup(server, backups, 2, Proving.valueOf(arguments[2]), System.out::println);
            System.out.println("ended " + backup.run().rows());
        } catch (MergeException e) {
            System.out.println("stopped " + e.getMessage());
        }
    }
}
