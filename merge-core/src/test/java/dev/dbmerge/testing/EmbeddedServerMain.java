package dev.dbmerge.testing;

import dev.dbmerge.error.MergeException;

/** Starts a server and ends without closing it; prints its address or why it did not start. */
final class EmbeddedServerMain {
    private EmbeddedServerMain() {}

    @SuppressWarnings("resource")
    public static void main(String[] arguments) {
        try {
            System.out.println(EmbeddedServer.start().jdbcUrl());
        } catch (MergeException e) {
            System.out.println(e.getMessage());
        }
        System.exit(0);
    }
}
