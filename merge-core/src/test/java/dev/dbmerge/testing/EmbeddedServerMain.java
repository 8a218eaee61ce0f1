package dev.dbmerge.testing;

import dev.dbmerge.error.MergeException;

/**
 * Starts a server and ends without closing it, as the argument says; prints process and address, or why it did not
 * start. The argument {@code container} starts one in a container.
 */
final class EmbeddedServerMain {
    private EmbeddedServerMain() {}

    @SuppressWarnings("resource")
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments[0].equals("start")) {
            System.out.println("starting");
        }
        try {
            if (arguments[0].equals("container")) {
                System.out.println(Containers.mysql("9.7").product());
                return;
            }
            EmbeddedServer server = EmbeddedServer.start();
            System.out.println(server.pid() + " " + server.jdbcUrl());
        } catch (MergeException e) {
            System.out.println(e.getMessage());
        }
        switch (arguments[0]) {
            case "exit" -> System.exit(0);
            case "stay" -> Thread.currentThread().join();
            default -> {}
        }
    }
}
