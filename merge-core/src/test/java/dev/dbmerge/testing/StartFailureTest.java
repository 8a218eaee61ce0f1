package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.error.MergeException;
import org.junit.jupiter.api.Test;

class StartFailureTest {
    @Test
    void namesAMissingLibrary() {
        assertEquals(
                "The embedded MariaDB 11.4.5 cannot be started, this machine lacks the library libcrypt.so.1."
                        + " Install the package that holds it. [E307]",
                message("bin/mariadbd: error while loading shared libraries: libcrypt.so.1: cannot open shared object"
                        + " file: No such file or directory"));
    }

    @Test
    void namesAMissingLibraryOfMacOs() {
        assertEquals(
                "The embedded MariaDB 11.4.5 cannot be started, this machine lacks the library"
                        + " /opt/homebrew/opt/pcre2/lib/libpcre2-8.0.dylib. Install the package that holds it. [E307]",
                message("dyld[1]: Library not loaded: /opt/homebrew/opt/pcre2/lib/libpcre2-8.0.dylib\n  Referenced"));
    }

    @Test
    void namesAnOldCLibrary() {
        assertEquals(
                "The embedded MariaDB 11.4.5 cannot be started, this machine's C library is older than GLIBC_2.28."
                        + " Use a newer system. [E307]",
                message("mariadbd: /lib64/libc.so.6: version `GLIBC_2.28' not found (required by mariadbd)"));
    }

    @Test
    void namesAFullDisk() {
        assertEquals(
                "The embedded MariaDB 11.4.5 cannot be started, the disk is full."
                        + " Free some, or move DBMERGE_CACHE and -Djava.io.tmpdir. [E307]",
                message("2026-01-01 0 [ERROR] InnoDB: preallocating failed\nErrcode: 28 \"No space left on device\""));
    }

    @Test
    void quotesAPortThatIsTaken() {
        assertEquals(
                "The embedded MariaDB 11.4.5 cannot be started, it said: Can't start server: Bind on TCP/IP port."
                        + " Got error: 98: Address already in use."
                        + " Mend that, or use a server of your own. [E307]",
                message("0 [ERROR] Can't start server: Bind on TCP/IP port. Got error: 98: Address already in use"));
    }

    @Test
    void quotesTheFirstErrorOfTheServer() {
        assertEquals(
                "The embedded MariaDB 11.4.5 cannot be started, it said: Unknown/unsupported storage engine: X."
                        + " Mend that, or use a server of your own. [E307]",
                message("0 [Note] Hello\n0 [ERROR] Unknown/unsupported storage engine: X.\n0 [ERROR] Aborting\n"));
    }

    @Test
    void quotesTheLastLineWhereNoneIsAnError() {
        assertEquals(
                "The embedded MariaDB 11.4.5 cannot be started, it said: Killed."
                        + " Mend that, or use a server of your own. [E307]",
                message("0 [Note] Hello\nKilled\n\n"));
    }

    @Test
    void namesThePackagesThatMySqlNeeds() {
        MergeException error = StartFailure.of(
                Distribution.MYSQL.recipe(),
                "installed",
                "bin/mysqld: error while loading shared libraries: libaio.so.1: cannot open shared object file",
                null);

        assertEquals(
                "The embedded MySQL 8.0.15 cannot be installed, this machine lacks the library libaio.so.1."
                        + " Install the Debian packages libaio1 and libnuma1 (where libaio1t64 took a place, link"
                        + " libaio.so.1 to its libaio.so.1t64). [E307]",
                error.getMessage());
    }

    private static String message(String said) {
        return StartFailure.of(Distribution.LINUX.recipe(), "started", said, null)
                .getMessage();
    }
}
