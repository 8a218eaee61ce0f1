package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ServerAddressTest {
    @Test
    void takesTheAccountOutOfTheOptions() {
        ServerAddress address =
                ServerAddress.parse("jdbc:mysql://db:3307/test?user=merge&sslMode=DISABLED&password=s3cret");

        assertEquals(new ServerAddress("jdbc:mysql://db:3307/", "?sslMode=DISABLED", "merge", "s3cret"), address);
        assertEquals("jdbc:mysql://db:3307/ete_new?sslMode=DISABLED", address.url("ete_new"));
    }

    @Test
    void isRootWithoutPasswordWhereNothingIsSaid() {
        assertEquals(
                new ServerAddress("jdbc:mysql://127.0.0.1:14057/", "", "root", ""),
                ServerAddress.parse(" jdbc:mysql://127.0.0.1:14057"));
    }

    @Test
    void refusesOtherTextWithoutRepeatingIt() {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> ServerAddress.parse("root:s3cret@db"));

        assertFalse(error.getMessage().contains("s3cret"));
    }
}
