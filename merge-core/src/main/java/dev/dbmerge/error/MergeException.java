package dev.dbmerge.error;

import java.util.Objects;
import java.util.Optional;

/**
 * Says what stopped dbmerge: the object and its state, then the way out.
 *
 * <p>The message is {@code problem remedy [code position]}. It holds no secret and no row value beyond keys.
 */
public class MergeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String problem;
    private final String remedy;
    private final transient Position position;

    public MergeException(ErrorCode code, String problem, String remedy) {
        this(code, problem, remedy, null, null);
    }

    public MergeException(ErrorCode code, String problem, String remedy, Throwable cause) {
        this(code, problem, remedy, null, cause);
    }

    /**
     * Makes the exception.
     *
     * @param problem a sentence: the object and the state that it is in
     * @param remedy a sentence: what to do
     * @param position where a file caused it; null where none did
     * @param cause what the driver or a library threw; null where nothing did
     */
    public MergeException(ErrorCode code, String problem, String remedy, Position position, Throwable cause) {
        super(problem + " " + remedy + " [" + code + (position == null ? "" : " " + position) + "]", cause);
        this.code = Objects.requireNonNull(code, "code");
        this.problem = problem;
        this.remedy = remedy;
        this.position = position;
    }

    public ErrorCode code() {
        return code;
    }

    public String problem() {
        return problem;
    }

    public String remedy() {
        return remedy;
    }

    public Optional<Position> position() {
        return Optional.ofNullable(position);
    }
}
