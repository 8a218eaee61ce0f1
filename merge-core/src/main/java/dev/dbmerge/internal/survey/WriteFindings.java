package dev.dbmerge.internal.survey;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.schema.CodeObject;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Grants;
import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.Token;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.plan.Step.CodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds settings under which the target's server would refuse to be written. */
final class WriteFindings {
    private static final Set<String> PAST_READ_ONLY = Set.of("SUPER", "CONNECTION_ADMIN", "READ_ONLY ADMIN");

    private final Settings target;
    private final Grants grants;
    private final Schema wanted;

    WriteFindings(Settings target, Grants grants, Schema wanted) {
        this.target = target;
        this.grants = grants;
        this.wanted = wanted;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!target.writable() && PAST_READ_ONLY.stream().noneMatch(grants::everywhere)) {
            findings.add(new Finding(
                    Level.BLOCKER,
                    ErrorCode.SETTING,
                    "read_only",
                    "The target's server takes no writes: read_only is on.",
                    "Name a server under target that takes them, such as the source of the replica."));
        }
        if (target.binaryLog() && !target.trustsFunctionCreators()) {
            wanted.code().stream()
                    .filter(object ->
                            object.kind() == CodeKind.ROUTINES && object.name().startsWith("FUNCTION "))
                    .filter(object -> !declared(object))
                    .forEach(object -> findings.add(undeclared(object)));
        }
        return findings;
    }

    /** The servers take such a function from nobody, not even from SUPER (1418). */
    private static Finding undeclared(CodeObject object) {
        return new Finding(
                Level.BLOCKER,
                ErrorCode.SETTING,
                object.name(),
                "The target's server writes a binary log and takes no function like " + object.name()
                        + ", which is declared neither DETERMINISTIC nor NO SQL nor READS SQL DATA.",
                "SET GLOBAL log_bin_trust_function_creators = 1 there, or declare it on staging.");
    }

    /** Looks between RETURNS and the body, where SHOW CREATE prints what a function is declared to be. */
    private static boolean declared(CodeObject object) {
        List<Token> tokens = SqlText.tokens(object.createSql(), object.sqlMode());
        int at = 0;
        while (at < tokens.size() && !tokens.get(at).is("RETURNS")) {
            at++;
        }
        for (int i = at;
                i < tokens.size()
                        && !tokens.get(i).is("BEGIN")
                        && !tokens.get(i).is("RETURN");
                i++) {
            boolean not = tokens.get(i - 1).is("NOT");
            boolean sql = i + 1 < tokens.size() && tokens.get(i + 1).is("SQL");
            if (tokens.get(i).is("DETERMINISTIC") && !not
                    || sql && (tokens.get(i).is("NO") || tokens.get(i).is("READS"))) {
                return true;
            }
        }
        return false;
    }
}
