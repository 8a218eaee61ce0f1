package dev.dbmerge.cli;

import dev.dbmerge.cli.demo.DemoServer;
import dev.dbmerge.cli.demo.DemoSize;
import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.testing.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code dbmerge demo}: merges made-up databases on a throw-away server. */
final class DemoCommand implements Command {
    private final Merge.Opener opener;
    private final Interruption interruption;

    DemoCommand(Merge.Opener opener, Interruption interruption) {
        this.opener = opener;
        this.interruption = interruption;
    }

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String summary() {
        return "merge made-up databases of two applications on a throw-away server";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Starts a MariaDB of its own on this machine (fetched the first time, 150 MB),",
                "makes four databases, plans and runs both merges by the specs in sql/ without",
                "their hooks, and deletes everything again. With --json it prints a plan and a",
                "report for each merge, one document after the other.");
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.KEEP);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        Path sqlFolder = sqlFolder(console);
        Demo.Format format = arguments.has(Flag.JSON) ? Demo.Format.JSON : Demo.Format.TEXT;
        try {
            return interruption.during(() -> {}, () -> demo(sqlFolder, format, arguments, console));
        } catch (MergeException e) {
            throw interruption.happened() ? interrupted(e) : e;
        }
    }

    private int demo(Path sqlFolder, Demo.Format format, Arguments arguments, Console console) {
        long begun = System.nanoTime();
        console.err()
                .line("Starting a throw-away MariaDB 11.4 (fetched the first time, 150 MB, then kept in a cache).");
        try (EmbeddedServer server = EmbeddedServer.start()) {
            DemoServer place = new DemoServer(server.jdbcUrl(), server.user(), "");
            int exitCode = new Demo(place, sqlFolder, opener, console, format).exitCode(DemoSize.standard());
            console.err().line("Demo over after " + Words.time(Duration.ofNanos(System.nanoTime() - begun)) + ".");
            if (arguments.has(Flag.KEEP)) {
                keep(server, console);
            }
            return exitCode;
        }
    }

    private void keep(EmbeddedServer server, Console console) {
        console.err().text("""
                The server stays up until Ctrl-C. Look at it by
                  mysql --host=127.0.0.1 --port=%d --user=%s ete_new
                  %s?user=%s
                Databases: ete_staging, ete_production, ete_new, etm_staging, etm_production, etm_new. There is no password.
                """.formatted(server.port(), server.user(), server.url("ete_new"), server.user()));
        interruption.await();
    }

    /** The distribution and the source checkout both have it at their top. */
    private static Path sqlFolder(Console console) {
        return console.home()
                .map(home -> home.resolve("sql"))
                .filter(Files::isDirectory)
                .orElseThrow(() -> Usage.wrong(
                        "The demo does not find the folder sql/ of dbmerge.",
                        "Start it by bin/dbmerge of the whole distribution."));
    }

    private static MergeException interrupted(MergeException cause) {
        return new MergeException(
                ErrorCode.INTERRUPTED,
                "The demo was interrupted.",
                "Its server and databases are gone; start it again when you like.",
                cause);
    }
}
