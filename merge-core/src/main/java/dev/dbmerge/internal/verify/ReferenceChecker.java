package dev.dbmerge.internal.verify;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.reference.RowTypes;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.spec.Reference;
import java.util.List;

/** Counts the rows of the target whose reference points nowhere; a NULL points nowhere on purpose and is none of them. */
public final class ReferenceChecker {
    private final Session session;
    private final Schema target;

    public ReferenceChecker(Session session, Schema target) {
        this.session = session;
        this.target = target;
    }

    /**
     * Counts the orphans of the spec's references, then of the declared ones that the spec does not name.
     *
     * @throws MergeException when a reference names a table or column that the target does not have
     */
    public List<CheckResult> check(List<Reference> references) {
        return new ReferenceQueries(target, RowTypes.in(session, target.name()))
                .of(references).stream().map(this::count).toList();
    }

    private CheckResult count(ReferenceQueries.Question question) {
        String doing = "count the orphans of " + question.id();
        long orphans = session.number(doing, question.count());
        if (orphans == 0) {
            return new CheckResult(question.id(), 0, question.fatal(), List.of());
        }
        List<String> keys = session.fetch(doing, question.keys()).stream()
                .map(row -> row.get(0, String.class))
                .toList();
        return new CheckResult(question.id(), orphans, question.fatal(), keys);
    }
}
