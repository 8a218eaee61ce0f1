package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, LINUX",
        "Linux, x86_64, LINUX",
        "Mac OS X, aarch64, MACOS",
        "Windows 11, amd64, WINDOWS",
    })
    void knowsThePlatformsThatHaveABuild(String system, String processor, Distribution expected) {
        assertEquals(expected, Distribution.mariaDb(system, processor));
    }

    @ParameterizedTest
    @CsvSource({"Linux, aarch64", "Mac OS X, x86_64", "FreeBSD, amd64", "Windows 11, aarch64"})
    void namesTheOthersAndTheWayOut(String system, String processor) {
        MergeException error = assertThrows(MergeException.class, () -> Distribution.mariaDb(system, processor));

        assertEquals(
                "There is no embedded MariaDB 11.4.5 for " + system + " on " + processor
                        + ", only for Linux on x86-64, macOS on ARM and Windows on x86-64."
                        + " Run this on one of these, or use a server of your own. [E307]",
                error.getMessage());
        assertEquals(ErrorCode.EMBEDDED_SERVER, error.code());
    }

    @ParameterizedTest
    @CsvSource({"Linux, aarch64", "Mac OS X, x86_64", "Windows 11, amd64"})
    void namesTheOnePlatformOfMySql(String system, String processor) {
        MergeException error = assertThrows(MergeException.class, () -> Distribution.mySql(system, processor));

        assertEquals(Distribution.MYSQL, Distribution.mySql("Linux", "amd64"));
        assertEquals(
                "There is no embedded MySQL 8.0.15 for " + system + " on " + processor
                        + ", only for Linux on x86-64. Run this on one of these, or use a server of your own. [E307]",
                error.getMessage());
    }
}
