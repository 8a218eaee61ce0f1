package dev.dbmerge.internal.run;

import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.StepResult;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners; one that throws is logged and changes nothing, since it only watches. */
public final class Listeners implements MergeListener {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<MergeListener> all;

    public Listeners(List<MergeListener> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void started(Step step) {
        tell(listener -> listener.started(step));
    }

    @Override
    public void progressed(Step step, long rows, long of) {
        tell(listener -> listener.progressed(step, rows, of));
    }

    @Override
    public void doing(Step step, String what) {
        tell(listener -> listener.doing(step, what));
    }

    @Override
    public void finished(Step step, StepResult result) {
        tell(listener -> listener.finished(step, result));
    }

    @Override
    public void hookPrinted(String hook, String line) {
        tell(listener -> listener.hookPrinted(hook, line));
    }

    @Override
    public void noted(String note) {
        tell(listener -> listener.noted(note));
    }

    private void tell(Consumer<MergeListener> message) {
        for (MergeListener listener : all) {
            try {
                message.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("a listener threw; the run goes on", e);
            }
        }
    }
}
