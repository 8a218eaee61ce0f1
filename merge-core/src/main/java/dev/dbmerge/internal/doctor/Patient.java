package dev.dbmerge.internal.doctor;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.dump.DumpSource;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Connections;
import dev.dbmerge.internal.server.Grants;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.survey.Settings;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.Dump;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One database while it is looked at, as far as its server lets it; what it does not is noted. */
final class Patient implements AutoCloseable {
    private final String role;
    private final Database database;
    private final List<Finding> findings = new ArrayList<>();
    private Optional<Server> server = Optional.empty();
    private Optional<Session> session = Optional.empty();
    private Optional<Settings> settings = Optional.empty();
    private Optional<Grants> grants = Optional.empty();
    private Optional<Schema> schema = Optional.empty();

    Patient(String role, Database database) {
        this.role = role;
        this.database = database;
    }

    /** Connects and reads; a source's structure as well. */
    void look(Connections connections) {
        try {
            server = Optional.of(new Server(role, connections, database.schema()));
            session = server.map(Server::open);
            settings = session.map(Settings::read);
            grants = session.map(Grants::read);
            if (database.dump().isPresent()) {
                lookAtDump(database.dump().get());
            } else if (!role.equals("target")) {
                schema = session.map(opened -> SchemaReader.read(opened, database.schema()));
            }
        } catch (MergeException e) {
            if (e.code() == ErrorCode.INTERRUPTED) {
                throw e;
            }
            findings.add(new Finding(Level.BLOCKER, e.code(), role, e.problem(), e.remedy()));
        }
    }

    /** A dump that is not loaded is looked at from outside. */
    private void lookAtDump(Dump dump) {
        long bytes = DumpSource.bytes(dump);
        if (SchemaReader.exists(session.orElseThrow(), database.schema())) {
            schema = session.map(opened -> SchemaReader.read(opened, database.schema()));
        } else {
            findings.add(new Finding(
                    Level.NOTE,
                    ErrorCode.DUMP_INEXACT,
                    role,
                    Server.capital(role) + " is the dump " + dump.name() + " of " + bytes
                            + " bytes, which is not loaded yet: what is in it is looked at by plan and run.",
                    ""));
        }
    }

    String role() {
        return role;
    }

    Database database() {
        return database;
    }

    /** Gives what the server refused. */
    List<Finding> findings() {
        return findings;
    }

    Optional<Server> server() {
        return server;
    }

    Optional<Session> session() {
        return session;
    }

    Optional<Settings> settings() {
        return settings;
    }

    Optional<Grants> grants() {
        return grants;
    }

    Optional<Schema> schema() {
        return schema;
    }

    /** Tells whether nothing was refused. */
    boolean known() {
        return findings.isEmpty();
    }

    @Override
    public void close() {
        server.ifPresent(Server::close);
    }
}
