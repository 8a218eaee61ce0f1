package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.report.JsonReport;
import dev.dbmerge.report.PromotionPreview;
import dev.dbmerge.report.PromotionReport;
import dev.dbmerge.report.TextReport;

/** One promotion: what it would do, the question, what it did. */
final class Promote {
    private final Merge merge;
    private final Confirmation confirmation;
    private final Arguments arguments;
    private final Console console;

    Promote(Merge merge, Confirmation confirmation, Arguments arguments, Console console) {
        this.merge = merge;
        this.confirmation = confirmation;
        this.arguments = arguments;
        this.console = console;
    }

    /** Says what would be done, on standard output. */
    int preview() {
        PromotionPreview preview = merge.previewPromotion();
        console.out()
                .text(
                        arguments.has(Flag.JSON)
                                ? JsonReport.promotion(preview)
                                : new TextReport(console.out().ink()).promotion(preview));
        return 0;
    }

    /** Promotes, and gives the exit code of what came out. */
    int exitCode() {
        PromotionPreview preview = merge.previewPromotion();
        console.err().text(new TextReport(console.err().ink()).promotion(preview));
        confirmation.ask(preview.liveSchema(), arguments, console);
        PromotionReport report = merge.promote(new SwapLines(console));
        console.out()
                .text(
                        arguments.has(Flag.JSON)
                                ? JsonReport.promotion(report)
                                : new TextReport(console.out().ink()).promotion(report));
        return report.troubles().isEmpty() ? 0 : ErrorCode.AFTER_PROMOTION.exitCode();
    }
}
