package dev.dbmerge.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Does long work on all servers at the same time, in the first invocation of a test, and keeps each server's result for its own.
 *
 * <p>A server mostly waits for its files, so three of them take little more than one. No invocation returns before all work has ended.
 *
 * @param <T> what comes of the work on one server
 */
public final class AllServers<T> {
    private final Map<TestServer, CompletableFuture<T>> results = new LinkedHashMap<>();

    /** Gives one server's result, or throws what its work threw. */
    public T result(TestServer server, TestServers servers, Function<TestServer, T> work) {
        if (results.isEmpty()) {
            ExecutorService threads = Executors.newFixedThreadPool(servers.all().size());
            servers.all()
                    .forEach(one -> results.put(one, CompletableFuture.supplyAsync(() -> work.apply(one), threads)));
            results.values().forEach(result -> result.exceptionally(e -> null).join());
            threads.shutdown();
        }
        return results.get(server).join();
    }
}
