package dev.dbmerge.plan;

import java.util.List;
import java.util.Objects;

/**
 * What one step of a run gives to the servers.
 *
 * @param step the step's id
 * @param notes what dbmerge does in it beside the statements, and what of them only the run can know, a clause an entry
 * @param statements in their order, without an end; those that write into dbmerge's journal, read the catalogue, ask whether values
 *     fit or hold a source's rows still are left out
 */
public record StepSql(String step, List<String> notes, List<String> statements) {
    public StepSql {
        Objects.requireNonNull(step, "step");
        notes = List.copyOf(notes);
        statements = List.copyOf(statements);
    }
}
