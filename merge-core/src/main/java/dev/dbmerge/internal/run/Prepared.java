package dev.dbmerge.internal.run;

import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.CopyVerifier;

/** What a run has at hand once both sources were read under the lock. */
record Prepared(
        Schema staging,
        Schema production,
        Relations relations,
        Session target,
        TargetStatements statements,
        StructureWork structure,
        CopyVerifier verifier,
        CleanupWork cleanup) {
    /** Gives the same for rows that come from another schema than production's. */
    Prepared over(Schema source, Relations rows) {
        TargetStatements made =
                new TargetStatements(statements.structure(), source, statements.target(), statements.collations());
        return new Prepared(staging, source, rows, target, made, structure, verifier, cleanup);
    }
}
