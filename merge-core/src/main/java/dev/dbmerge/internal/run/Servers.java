package dev.dbmerge.internal.run;

import dev.dbmerge.internal.server.Server;
import java.util.List;

/** The three servers of a merge; two or all of them may be one. */
public record Servers(Server staging, Server production, Server target) implements AutoCloseable {
    /** Kills what runs on any of them. */
    public void interrupt() {
        List.of(target, production, staging).forEach(Server::interrupt);
    }

    @Override
    public void close() {
        List.of(target, production, staging).forEach(Server::close);
    }
}
