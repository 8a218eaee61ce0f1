package dev.dbmerge.report;

import java.util.List;
import java.util.Objects;

/**
 * What a cleaning dropped.
 *
 * @param name the spec's name
 * @param dropped what is gone now
 * @param left what was to be dropped and was not, with the reason as what it stays because of
 */
public record CleaningReport(String name, List<Holding> dropped, List<Holding> left) {
    public CleaningReport {
        Objects.requireNonNull(name, "name");
        dropped = List.copyOf(dropped);
        left = List.copyOf(left);
    }
}
