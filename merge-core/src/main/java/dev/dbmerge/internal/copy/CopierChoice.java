package dev.dbmerge.internal.copy;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Connections.Purpose;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.spec.Database.Consistency;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** Chooses the way in which rows travel from one source, and holds the connection that only this way needs. */
public final class CopierChoice implements AutoCloseable {
    private final RowCopier copier;
    private final Optional<Session> loader;

    private CopierChoice(RowCopier copier, Optional<Session> loader) {
        this.copier = copier;
        this.loader = loader;
    }

    /**
     * Chooses.
     *
     * @param reader the source's session
     * @param tables those of the source that the target's account would have to read within one server
     * @param noted is told why a slower way is taken
     */
    public static CopierChoice of(
            Session reader,
            Consistency consistency,
            Collection<String> tables,
            Session target,
            Consumer<String> noted) {
        Server source = reader.server();
        if (SourceSnapshot.othersSeeTheSame(consistency) && source.isSameAs(target.server())) {
            if (canRead(target, source.schema(), tables)) {
                return new CopierChoice(new ServerSideCopier(target), Optional.empty());
            }
            noted.accept("The target's account may not read " + source.schema()
                    + ", so its rows are streamed instead of copied within the server.");
        }
        Session session = target.server().open(Purpose.LOAD);
        String refusal = LocalInfile.refusal(session);
        if (refusal.isEmpty()) {
            return new CopierChoice(new LoadDataCopier(reader, session), Optional.of(session));
        }
        noted.accept("Rows are inserted in batches instead of by LOAD DATA, which is faster: " + refusal + ".");
        return new CopierChoice(new BatchCopier(reader, target), Optional.of(session));
    }

    /** Gives the copier of that way. */
    public RowCopier copier() {
        return copier;
    }

    private static boolean canRead(Session target, String schema, Collection<String> tables) {
        try {
            for (String table : tables) {
                target.number(
                        "see whether " + table + " can be read",
                        "SELECT 1 FROM " + Names.quote(schema, table) + " LIMIT 0");
            }
            return true;
        } catch (MergeException e) {
            if (e.code() == ErrorCode.PRIVILEGE) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        loader.ifPresent(Session::close);
    }
}
