package dev.dbmerge.event;

/** Takes part in a run and can say no. */
@FunctionalInterface
public interface MergeHook {
    /**
     * Is called at a moment of the run, on the run's thread, between steps.
     *
     * @throws dev.dbmerge.error.RefusedException with {@link dev.dbmerge.error.ErrorCode#HOOK} to stop the run; production is
     *     untouched and the target is kept. What is thrown at {@link Moment#ON_FAILURE} is added to the report's notes.
     */
    void at(HookContext context);
}
