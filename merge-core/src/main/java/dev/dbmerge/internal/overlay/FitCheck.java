package dev.dbmerge.internal.overlay;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.mapping.Misfit;
import dev.dbmerge.internal.mapping.MisfitText;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.mapping.RowQuestions;
import dev.dbmerge.internal.mapping.TableMapping;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;

/** Asks again, as of the moment that is copied, whether every value fits: production may have written since the plan. */
public final class FitCheck {
    private final Session source;
    private final Collations collations;

    /**
     * Makes the check.
     *
     * @param source a session whose reads belong to the moment that is copied
     * @param collations those that its server knows
     */
    public FitCheck(Session source, Collations collations) {
        this.source = source;
        this.collations = collations;
    }

    /**
     * Looks at every column that may refuse or change a value.
     *
     * @param filled the table that is filled
     * @throws MergeException when one would; it names the column, how many values, and some keys
     */
    public void refuse(Relation rows, Table filled, TableMapping mapping) {
        RowQuestions questions = new RowQuestions(source, rows, filled, mapping, collations);
        questions.values().stream().findFirst().ifPresent(misfit -> {
            throw lost(misfit, rows, filled);
        });
    }

    private static MergeException lost(Misfit misfit, Relation rows, Table filled) {
        String column = misfit.column().orElseThrow().name();
        return new MergeException(
                ErrorCode.COPY_WARNING,
                MisfitText.problem(misfit, rows, filled),
                "Widen the column on staging, or say what becomes of these values under overlay." + filled.name()
                        + ".columns." + column + ", then run again; dbmerge plan shows the lines.");
    }
}
