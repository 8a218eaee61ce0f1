package dev.dbmerge.internal.backup;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.schema.StoredCode;
import dev.dbmerge.internal.server.Connections.Purpose;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a backup's scripts in the database of a server. */
final class ScriptRunner {
    private static final Pattern MODE = Pattern.compile("SESSION sql_mode = (?:IF\\(.*, )?'([A-Z0-9_,]*)'\\)?");

    private final Server server;
    private final Restore.Events events;
    private final Consumer<Session> prepared;
    private final Consumer<String> noted;
    private String mode = "";
    private boolean definersKept = true;

    ScriptRunner(Server server, Restore.Events events, Consumer<Session> prepared, Consumer<String> noted) {
        this.server = server;
        this.events = events;
        this.prepared = prepared;
        this.noted = noted;
    }

    /** Runs all statements of a file in one session. */
    void run(Path script) throws IOException {
        try (Session session = server.open(Purpose.SCRIPT)) {
            prepared.accept(session);
            session.execute("speak in bytes", "SET NAMES utf8mb4");
            // Two bytes are one character, unless the connection was made otherwise and sends both as characters.
            boolean bytes = session.number("see whether bytes pass", "SELECT CHAR_LENGTH('\u00c3\u00a9')") == 1;
            session.in(server.schema(), () -> {
                try {
                    SqlScript.read(script, statement -> execute(session, bytes ? statement : decoded(statement)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return script;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Tells whether the account could give everything its definer. */
    boolean definersKept() {
        return definersKept;
    }

    private static String decoded(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private void execute(Session session, String statement) {
        Matcher set = MODE.matcher(statement);
        if (statement.startsWith("SET ") && set.find()) {
            mode = set.group(1);
        }
        boolean creates = statement.startsWith("CREATE ");
        String sql = creates && events == Restore.Events.RESTING ? StoredCode.resting(statement, mode) : statement;
        try {
            session.execute("make " + server.schema(), sql);
        } catch (MergeException e) {
            String without = creates ? StoredCode.withoutDefiner(sql, mode) : sql;
            if (e.code() != ErrorCode.PRIVILEGE || without.equals(sql)) {
                throw e;
            }
            session.execute("make " + server.schema(), without);
            definersKept = false;
            noted.accept("The account may not name other definers, so that its own name stands in " + server.schema()
                    + " for some.");
        }
    }
}
