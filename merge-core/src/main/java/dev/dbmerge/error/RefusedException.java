package dev.dbmerge.error;

/** Says that dbmerge will not do what was asked: a blocker, a limit, a hook's no, a lock that another run holds. */
public final class RefusedException extends MergeException {
    private static final long serialVersionUID = 1L;

    public RefusedException(ErrorCode code, String problem, String remedy) {
        super(code, problem, remedy);
    }

    public RefusedException(ErrorCode code, String problem, String remedy, Throwable cause) {
        super(code, problem, remedy, cause);
    }
}
