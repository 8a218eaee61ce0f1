package dev.dbmerge.internal.status;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.ServerException;
import dev.dbmerge.internal.backup.Backups;
import dev.dbmerge.internal.run.Servers;
import dev.dbmerge.internal.server.Grants;
import dev.dbmerge.internal.server.NamedLock;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.CleaningReport;
import dev.dbmerge.report.Holding;
import dev.dbmerge.report.Holding.Fate;
import dev.dbmerge.report.Holding.Kind;
import dev.dbmerge.report.StatusReport;
import dev.dbmerge.spec.MergeSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Drops what a look showed as to be dropped, one after the other, under the target's lock and after another look. */
public final class Cleaning {
    private final MergeSpec spec;
    private final Servers servers;
    private final Consumer<String> noted;
    private final List<Holding> dropped = new ArrayList<>();
    private final List<Holding> left = new ArrayList<>();

    /**
     * Makes it.
     *
     * @param noted is told of each drop
     */
    public Cleaning(MergeSpec spec, Servers servers, Consumer<String> noted) {
        this.spec = spec;
        this.servers = servers;
        this.noted = noted;
    }

    /**
     * Cleans.
     *
     * @throws MergeException when one cannot be dropped; it says what is gone and what is not
     */
    public CleaningReport clean(StatusReport shown) {
        if (shown.toDrop().isEmpty()) {
            return new CleaningReport(spec.name(), List.of(), List.of());
        }
        try (NamedLock lock = NamedLock.take(servers.target());
                Session session = servers.target().open()) {
            StatusReport seen = new Status(spec, servers).look();
            confirmRights(session, shown.toDrop());
            for (Holding holding : shown.toDrop()) {
                Optional<Holding> again = seen.holdings().stream()
                        .filter(other ->
                                other.kind() == holding.kind() && other.name().equals(holding.name()))
                        .findFirst();
                if (again.isPresent() && again.get().fate() == Fate.DROPPED) {
                    lock.confirm();
                    drop(holding, session, shown);
                } else {
                    left.add(again.map(other -> other.with(Fate.STAYS, other.because()))
                            .orElseGet(() -> holding.with(Fate.STAYS, "it was gone already")));
                }
            }
        }
        return new CleaningReport(spec.name(), dropped, left);
    }

    private void confirmRights(Session session, List<Holding> holdings) {
        Grants grants = Grants.read(session);
        List<String> missing = holdings.stream()
                .filter(Holding::isDatabase)
                .map(Holding::name)
                .filter(name -> !grants.on(name, "DROP"))
                .toList();
        if (!missing.isEmpty()) {
            throw new ServerException(
                    ErrorCode.PRIVILEGE,
                    "The account " + grants.account() + " lacks DROP on " + String.join(", ", missing)
                            + "; nothing was dropped.",
                    missing.stream()
                            .map(name -> "GRANT DROP ON " + Names.quote(name) + ".* TO " + grants.account())
                            .collect(Collectors.joining("; ", "", ".")),
                    null);
        }
    }

    private void drop(Holding holding, Session session, StatusReport shown) {
        try {
            if (holding.kind() == Kind.PROOF) {
                dropProof(holding);
            } else if (holding.isDatabase()) {
                drop(holding.name(), session);
            } else {
                Backups.remove(Path.of(holding.name()));
            }
        } catch (IOException e) {
            throw stopped(holding, shown, holding.name() + " cannot be removed: " + e + ".", e);
        } catch (MergeException e) {
            if (e.code() == ErrorCode.LOCKED && holding.kind() == Kind.PROOF) {
                left.add(holding.with(Fate.STAYS, "a backup is being proven there now"));
                return;
            }
            throw stopped(holding, shown, e.problem(), e);
        }
        dropped.add(holding);
        noted.accept("dropped the " + holding.kind() + " " + holding.name());
    }

    /** Who proves holds the lock of that database, not the target's. */
    private void dropProof(Holding proof) {
        try (Server there = servers.target().as("target", proof.name());
                NamedLock lock = NamedLock.take(there);
                Session session = there.open()) {
            lock.confirm();
            drop(proof.name(), session);
        }
    }

    private static void drop(String name, Session session) {
        session.execute("drop " + name, "DROP DATABASE IF EXISTS " + Names.quote(name));
    }

    private MergeException stopped(Holding at, StatusReport shown, String problem, Exception e) {
        List<String> still = shown.toDrop().stream()
                .filter(holding -> !dropped.contains(holding))
                .map(Holding::name)
                .filter(name -> left.stream().noneMatch(one -> one.name().equals(name)))
                .toList();
        return new MergeException(
                ErrorCode.CLEANING,
                "Cleaning stopped at the " + at.kind() + " " + at.name() + ": " + problem + " Dropped: "
                        + names(dropped) + "; not dropped: " + String.join(", ", still) + ".",
                "See to what stands in the way, then run dbmerge status --clean again, which looks anew.",
                e);
    }

    private static String names(List<Holding> holdings) {
        return holdings.isEmpty()
                ? "nothing"
                : holdings.stream().map(Holding::name).collect(Collectors.joining(", "));
    }
}
