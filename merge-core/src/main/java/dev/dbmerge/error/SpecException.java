package dev.dbmerge.error;

import java.util.List;
import java.util.stream.Collectors;

/** Lists every mistake of a spec, in the order of the file. */
public final class SpecException extends MergeException {
    private static final long serialVersionUID = 1L;

    private final transient List<SpecProblem> problems;
    private final int count;

    /**
     * Makes the exception.
     *
     * @param problems at least one
     */
    public SpecException(List<SpecProblem> problems) {
        super(
                problems.get(0).code(),
                problems.stream().map(SpecProblem::toString).collect(Collectors.joining("\n")),
                problems.size() == 1 ? "Mend it and run again." : "Mend these " + problems.size() + " and run again.");
        this.problems = List.copyOf(problems);
        this.count = problems.size();
    }

    /** Gives every mistake with its line and its code, and how many they are where there are several. */
    @Override
    public String getMessage() {
        return count == 1 ? problem() : problem() + "\n" + remedy();
    }

    public List<SpecProblem> problems() {
        return problems;
    }
}
