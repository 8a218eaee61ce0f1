package dev.dbmerge.internal.copy;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.server.Connections.Purpose;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.CopyMethod;
import dev.dbmerge.spec.Database.Consistency;
import java.util.Collection;
import java.util.Locale;
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
     * @param wanted the way that the caller asks for
     * @param noted is told why a slower way is taken
     * @throws RefusedException when the way that is asked for cannot be taken
     */
    public static CopierChoice of(
            Session reader,
            Consistency consistency,
            Collection<String> tables,
            Session target,
            CopyMethod wanted,
            Consumer<String> noted) {
        if (wanted == CopyMethod.AUTO || wanted == CopyMethod.SERVER) {
            Optional<String> refusal = withinServer(reader.server(), consistency, tables, target);
            if (refusal.isEmpty()) {
                return new CopierChoice(new ServerSideCopier(target), Optional.empty());
            }
            refuse(wanted, CopyMethod.SERVER, reader, refusal.get());
            if (refusal.get().contains("may not read")) {
                noted.accept(
                        capital(refusal.get()) + ", so its rows are streamed instead of copied within the server.");
            }
        }
        if (wanted == CopyMethod.INSERT) {
            return new CopierChoice(new BatchCopier(reader, target), Optional.empty());
        }
        Session session = target.server().open(Purpose.LOAD);
        try {
            String refusal = LocalInfile.refusal(session);
            if (refusal.isEmpty()) {
                return new CopierChoice(new LoadDataCopier(reader, session), Optional.of(session));
            }
            refuse(wanted, CopyMethod.LOAD, reader, refusal);
            noted.accept("Rows are inserted in batches instead of by LOAD DATA, which is faster: " + refusal + ".");
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        session.close();
        return new CopierChoice(new BatchCopier(reader, target), Optional.empty());
    }

    /** Says why rows cannot be copied within one server; empty where they can. */
    private static Optional<String> withinServer(
            Server source, Consistency consistency, Collection<String> tables, Session target) {
        if (!SourceSnapshot.othersSeeTheSame(consistency)) {
            return Optional.of("its consistency is snapshot, which other sessions do not see");
        }
        if (!source.isSameAs(target.server())) {
            return Optional.of("it is on another server than the target");
        }
        return canRead(target, source.schema(), tables)
                ? Optional.empty()
                : Optional.of("the target's account may not read " + source.schema());
    }

    private static void refuse(CopyMethod wanted, CopyMethod tried, Session reader, String why) {
        if (wanted == tried) {
            throw new RefusedException(
                    ErrorCode.SETTING,
                    capital(reader.server().role()) + "'s rows cannot be copied by the way that is asked for, "
                            + wanted.name().toLowerCase(Locale.ROOT) + ": " + why + ".",
                    "Leave --copy-method out, or ask for another one.");
        }
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
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
