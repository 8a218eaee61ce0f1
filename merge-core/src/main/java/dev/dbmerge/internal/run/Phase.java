package dev.dbmerge.internal.run;

import dev.dbmerge.event.Moment;
import dev.dbmerge.plan.Step;

/** The stretches of a run between the moments at which hooks are asked. */
enum Phase {
    COPY(Moment.AFTER_COPY),
    OVERLAY(Moment.AFTER_OVERLAY),
    /** Foreign keys, routines, views, the comparison with the sources, fixes. */
    COMPLETE(Moment.BEFORE_CLEANUP),
    CLEANUP(Moment.AFTER_CLEANUP),
    /** References, checks; then triggers and events, which must not act before. */
    VERIFY(Moment.AFTER_VERIFY);

    private final Moment moment;

    Phase(Moment moment) {
        this.moment = moment;
    }

    /** Gives the moment right after the phase. */
    Moment moment() {
        return moment;
    }

    /** Gives the phase in which a step runs. */
    static Phase of(Step step) {
        return step.accept(new PhaseOfStep());
    }

    private static final class PhaseOfStep implements Step.Visitor<Phase> {
        @Override
        public Phase createTarget(Step.CreateTarget step) {
            return COPY;
        }

        @Override
        public Phase copyTable(Step.CopyTable step) {
            return COPY;
        }

        @Override
        public Phase migrateProduction(Step.MigrateProduction step) {
            return OVERLAY;
        }

        @Override
        public Phase keepRows(Step.KeepRows step) {
            return COPY;
        }

        @Override
        public Phase overlayTable(Step.OverlayTable step) {
            return OVERLAY;
        }

        @Override
        public Phase keepColumns(Step.KeepColumns step) {
            return OVERLAY;
        }

        @Override
        public Phase addForeignKeys(Step.AddForeignKeys step) {
            return COMPLETE;
        }

        @Override
        public Phase createCode(Step.CreateCode step) {
            return switch (step.kind()) {
                case ROUTINES, VIEWS -> COMPLETE;
                case TRIGGERS, EVENTS -> VERIFY;
            };
        }

        @Override
        public Phase verifyCopy(Step.VerifyCopy step) {
            return COMPLETE;
        }

        @Override
        public Phase applyFixes(Step.ApplyFixes step) {
            return COMPLETE;
        }

        @Override
        public Phase cleanUp(Step.CleanUp step) {
            return CLEANUP;
        }

        @Override
        public Phase settleOrphans(Step.SettleOrphans step) {
            return CLEANUP;
        }

        @Override
        public Phase verifyCleanup(Step.VerifyCleanup step) {
            return CLEANUP;
        }

        @Override
        public Phase runCheck(Step.RunCheck step) {
            return VERIFY;
        }

        @Override
        public Phase checkReferences(Step.CheckReferences step) {
            return VERIFY;
        }
    }
}
