package dev.dbmerge.internal.run;

import dev.dbmerge.event.MergeListener;
import dev.dbmerge.event.Pace;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.RunEnd;
import dev.dbmerge.report.RunStart;
import dev.dbmerge.report.StepResult;
import dev.dbmerge.report.StepState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners; one that throws is logged and changes nothing, since it only watches. */
public final class Listeners implements MergeListener {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final List<MergeListener> all;
    private final Pace pace;
    private final LongSupplier nanos;
    private final Map<Step, Long> toldNanos = new HashMap<>();

    /**
     * Makes them one.
     *
     * @param nanos a clock
     */
    public Listeners(List<MergeListener> all, Pace pace, LongSupplier nanos) {
        this.all = List.copyOf(all);
        this.pace = pace;
        this.nanos = nanos;
    }

    @Override
    public void runStarted(RunStart start) {
        tell(listener -> listener.runStarted(start));
    }

    @Override
    public void started(Step step) {
        pace.at(step, 0, nanos.getAsLong());
        tell(listener -> listener.started(step));
    }

    @Override
    public void progressed(Step step, long rows, long of) {
        tell(listener -> listener.progressed(step, rows, of));
        long now = nanos.getAsLong();
        pace.at(step, rows, now);
        Long told = toldNanos.get(step);
        if (told == null || now - told >= PAUSE_NANOS) {
            toldNanos.put(step, now);
            OptionalLong known = of == 0 ? OptionalLong.empty() : OptionalLong.of(of);
            StepState state = new StepState(step.id(), rows, known, pace.perSecond(step, now), pace.left(now));
            tell(listener -> listener.moved(state));
        }
    }

    @Override
    public void doing(Step step, String what) {
        tell(listener -> listener.doing(step, what));
    }

    @Override
    public void finished(Step step, StepResult result) {
        toldNanos.remove(step);
        tell(listener -> listener.finished(step, result));
    }

    @Override
    public void hookStarted(String hook) {
        tell(listener -> listener.hookStarted(hook));
    }

    @Override
    public void hookPrinted(String hook, String line) {
        tell(listener -> listener.hookPrinted(hook, line));
    }

    @Override
    public void hookFinished(String hook, Duration took) {
        tell(listener -> listener.hookFinished(hook, took));
    }

    @Override
    public void noted(String note) {
        tell(listener -> listener.noted(note));
    }

    @Override
    public List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        tell(listener -> troubles.addAll(listener.troubles()));
        return troubles;
    }

    @Override
    public void runFinished(RunEnd end) {
        tell(listener -> listener.runFinished(end));
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
