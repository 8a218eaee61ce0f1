package dev.dbmerge.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the notice's hooks give to a client of MySQL; {@link NoticeHookIT} has them at a server. */
class NoticeHookTest {
    private static final String ON = "before-run-20-notice-on";
    private static final String OFF = "after-promote-90-notice-off";

    @TempDir
    private Path folder;

    private ReleaseBench bench;

    @BeforeEach
    void begin() throws IOException {
        bench = new ReleaseBench(folder);
        bench.set("ETM_DATABASE", "etm_production").set("ETM_OPTION_FILE", "/etc/etm.cnf");
        bench.set("NOTICE_KEY", "release").set("NOTICE_NL", "Even geduld").set("NOTICE_EN", "Hold on");
        bench.command("MYSQL", "cat > '" + folder.resolve("sql") + "'");
    }

    @Test
    void theAccountComesFromTheOptionFile() throws IOException {
        bench.run(ON).yes();

        assertEquals(
                List.of("mysql --defaults-extra-file=/etc/etm.cnf --batch --skip-column-names etm_production"),
                bench.calls());
    }

    @Test
    void theClientMayHaveItsOwnAccount() throws IOException {
        bench.set("ETM_OPTION_FILE", "");

        bench.run(OFF).yes();

        assertEquals(List.of("mysql --batch --skip-column-names etm_production"), bench.calls());
    }

    @Test
    void noCharacterOfATextEndsIt() throws IOException {
        bench.set("NOTICE_EN", "'; DROP TABLE users; -- \\");

        bench.run(ON).yes();

        assertFalse(Files.readString(folder.resolve("sql")).contains("DROP"));
    }

    @Test
    void aClientThatFailsIsANo() throws IOException {
        bench.command("MYSQL", "echo 'ERROR 1146: no such table'; exit 1");

        bench.run(ON).no("The notice is not on etm_production's site; mysql says above why.");
        bench.run(OFF).no("The notice is still on etm_production's site; mysql says above why.");
    }

    @Test
    void aDryRunShowsTheSqlAndAsksNobody() throws IOException {
        ReleaseBench.Said on = bench.run(ON, "--dry-run");
        ReleaseBench.Said off = bench.run(OFF, "--dry-run");

        on.yes();
        off.yes();
        assertEquals("The notice 'release': Even geduld / Hold on", on.lines().get(0));
        assertTrue(on.lines().contains("UPDATE general_user_notifications"), on::toString);
        assertTrue(off.toString().contains("UPDATE general_user_notifications SET active = 0"), off::toString);
        assertEquals(List.of(), bench.calls());
    }
}
