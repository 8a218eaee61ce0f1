package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.error.ServerException;
import dev.dbmerge.internal.journal.JournalReader;
import dev.dbmerge.internal.journal.PromotionLog;
import dev.dbmerge.internal.journal.PromotionRecord;
import dev.dbmerge.internal.journal.RunRecord;
import dev.dbmerge.internal.journal.SourceMarks;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Grants;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.survey.BuildingNeeds.Unseen;
import dev.dbmerge.internal.survey.GrantText;
import dev.dbmerge.internal.survey.PromotingNeeds;
import dev.dbmerge.internal.survey.Settings;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.Privilege;
import dev.dbmerge.spec.MergeSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses a target that may not be promoted, before anything is touched. */
final class PromotionCheck {
    /** Without it the promotion only cannot name whose transactions it waits for. */
    private static final Set<String> SPARED = Set.of("PROCESS");

    private final MergeSpec spec;
    private final Servers servers;
    private final Session session;
    private final JournalReader journal;

    /** Makes it; the session is on the target's server. */
    PromotionCheck(MergeSpec spec, Servers servers, Session session) {
        this.spec = spec;
        this.servers = servers;
        this.session = session;
        this.journal = new JournalReader(session, session.server().schema());
    }

    /** Gives the run that made and verified the target, whose sources are still those that it rested on. */
    RunRecord run() {
        RunRecord run = TargetVerification.ended(spec, servers.target(), journal);
        if (run.outcome().orElseThrow() != Outcome.VERIFIED) {
            throw refused(
                    title() + " did not pass its verification.",
                    "See run.json for what failed, mend it, and run again.");
        }
        Optional<PromotionRecord> earlier =
                new PromotionLog(session, session.server().schema()).latest();
        earlier.filter(PromotionRecord::open).ifPresent(open -> {
            throw refused(
                    "A promotion of " + title() + " did not end (" + open.id() + ").", "Run dbmerge recover first.");
        });
        earlier.filter(done -> done.state() == PromotionRecord.State.DONE).ifPresent(done -> {
            throw refused(
                    title() + " was promoted already; its tables are in " + done.live() + ".",
                    "Run dbmerge run to build another one.");
        });
        RollbackCheck.openRollback(session, spec.production().schema()).ifPresent(kept -> {
            throw refused("A rollback to " + kept + " did not end.", "Run dbmerge recover first.");
        });
        if (spec.production().dump().isPresent()) {
            throw new RefusedException(
                    ErrorCode.CAPTURE,
                    "Production is a dump in the spec, so what it wrote since then is not known.",
                    "Name the live database under production, and run again.");
        }
        if (!servers.production().isSameAs(servers.target())) {
            throw refused(
                    title() + " is on another server than "
                            + servers.production().description() + ".",
                    "Build it on production's server: leave url out under target.");
        }
        sources(journal.sources());
        return run;
    }

    private void sources(SourceMarks then) {
        SourceMarks now = SourceState.now(servers);
        if (!then.production().equals(now.production())) {
            throw changed("The structure of production's " + spec.production().schema() + " changed since the run.");
        }
        if (!then.staging().equals(now.staging())) {
            throw changed("The structure of staging's " + spec.staging().schema() + " changed since the run.");
        }
        if (!then.ledger().equals(now.ledger())) {
            throw changed("Production has run migrations since the run.");
        }
    }

    private static RefusedException changed(String problem) {
        return new RefusedException(ErrorCode.SOURCE_CHANGED, problem, "Plan and run again, then promote.");
    }

    /** Refuses an account that lacks something, with the GRANT statements that give it. */
    void rights(Schema live, Schema target, Settings settings) {
        Grants grants = Grants.read(session);
        List<Privilege> missing = new PromotingNeeds(
                        live.name(), target.name(), settings, grants, live, target, Unseen.LEAVE_OUT)
                .list().stream()
                        .filter(need -> !need.held() && !SPARED.contains(need.name()))
                        .toList();
        if (!missing.isEmpty()) {
            throw new ServerException(
                    ErrorCode.PRIVILEGE,
                    "The account " + grants.account() + " lacks for promoting "
                            + missing.stream()
                                    .map(need -> need.name() + " on " + need.on())
                                    .collect(Collectors.joining(", "))
                            + ".",
                    String.join("; ", GrantText.statements(missing, grants.account())) + ".",
                    null);
        }
        List<String> hidden = live.hidden();
        if (!hidden.isEmpty()) {
            throw new ServerException(
                    ErrorCode.NOT_VISIBLE,
                    "The account may not see all of " + live.name() + ", so it cannot be kept: "
                            + String.join(", ", hidden) + ".",
                    "Grant what stands in parentheses, then promote again.",
                    null);
        }
    }

    /** Refuses a server whose changes cannot be followed. */
    void log(RunRecord run, Settings settings) {
        if (!settings.binaryLog() || run.productionPosition().isEmpty()) {
            throw new RefusedException(
                    ErrorCode.CAPTURE,
                    settings.binaryLog()
                            ? "The run could not note the position of production's binary log, so what was written since is not known."
                            : "The live server keeps no binary log, so what was written since the run is not known.",
                    settings.binaryLog()
                            ? "Grant the account REPLICATION CLIENT (BINLOG MONITOR on MariaDB), and run again."
                            : "Switch log_bin on, and run again.");
        }
        followable(settings);
    }

    /** Refuses a server whose binary log cannot be read, or whose tables cannot be held still. */
    void followable(Settings settings) {
        if (!settings.binaryLog()) {
            throw new RefusedException(
                    ErrorCode.CAPTURE,
                    "The live server keeps no binary log, so what is written is not known.",
                    "Switch log_bin on, and promote again.");
        }
        if (on("log_bin_compress")) {
            throw new RefusedException(
                    ErrorCode.CAPTURE,
                    "The live server compresses its binary log (log_bin_compress), which dbmerge cannot read.",
                    "SET GLOBAL log_bin_compress = OFF there, and run again.");
        }
        if (off("binlog_order_commits")) {
            throw new RefusedException(
                    ErrorCode.SETTING,
                    "The live server commits in another order than its binary log has (binlog_order_commits is off), so that nobody"
                            + " can tell what of the log is visible already.",
                    "SET GLOBAL binlog_order_commits = ON there, then promote again.");
        }
        if (on("wsrep_on")) {
            throw refused(
                    "The live server is a node of a Galera cluster, whose tables no lock of one node holds still.",
                    "Promote on a server of its own.");
        }
    }

    private boolean on(String variable) {
        return is(variable, "ON");
    }

    private boolean off(String variable) {
        return is(variable, "OFF");
    }

    private boolean is(String variable, String value) {
        return session.fetch("read " + variable, "SHOW GLOBAL VARIABLES LIKE '" + variable + "'").stream()
                .anyMatch(row -> value.equalsIgnoreCase(row.get(1, String.class)));
    }

    /** Refuses a target that is not what its run left. */
    void unchanged(List<CheckResult> differences) {
        List<CheckResult> failed = differences.stream()
                .filter(check -> check.fatal() && !check.holds())
                .toList();
        if (!failed.isEmpty()) {
            throw refused(
                    title() + " is not what its run left: "
                            + failed.stream()
                                    .map(check -> check.id() + " (" + String.join("; ", check.keys()) + ")")
                                    .collect(Collectors.joining(", "))
                            + ".",
                    "Run again, then promote.");
        }
    }

    private String title() {
        return "The target " + servers.target().description();
    }

    static RefusedException refused(String problem, String remedy) {
        return new RefusedException(ErrorCode.NOT_PROMOTABLE, problem, remedy);
    }
}
