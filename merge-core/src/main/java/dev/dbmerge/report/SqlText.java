package dev.dbmerge.report;

import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.StepSql;
import java.util.List;

/** Writes the statements of a run as a script for the mysql client, each step behind a comment with its id. */
final class SqlText {
    private static final String DELIMITER = ";;";

    private final MergePlan plan;
    private final List<StepSql> steps;
    private final StringBuilder text = new StringBuilder();

    SqlText(MergePlan plan, List<StepSql> steps) {
        this.plan = plan;
        this.steps = steps;
    }

    String text() {
        comment(plan.name() + ": staging + production -> " + plan.target());
        comment("staging     " + plan.staging());
        comment("production  " + plan.production());
        comment("target      " + plan.target() + " on " + plan.targetServer());
        comment(
                "What dbmerge run would give to these servers, to be read. It runs in sessions of its own, strict and in UTC.");
        steps.forEach(this::step);
        return text.toString();
    }

    private void step(StepSql step) {
        text.append('\n');
        comment(step.step());
        step.notes().forEach(note -> comment("  " + note));
        boolean compound = step.statements().stream().anyMatch(statement -> statement.contains(";"));
        if (compound) {
            text.append("DELIMITER ").append(DELIMITER).append('\n');
        }
        for (String statement : step.statements()) {
            boolean comment = statement.matches("(?s).*(--|#)[^\n]*");
            text.append(statement).append(comment ? "\n" : "");
            text.append(compound ? DELIMITER : ";").append('\n');
        }
        if (compound) {
            text.append("DELIMITER ;\n");
        }
    }

    private void comment(String line) {
        text.append("-- ").append(Paragraph.printable(line)).append('\n');
    }
}
