package dev.dbmerge.error;

/** Says that a server refused a connection or a statement, or went away. */
public final class ServerException extends MergeException {
    private static final long serialVersionUID = 1L;

    public ServerException(ErrorCode code, String problem, String remedy, Throwable cause) {
        super(code, problem, remedy, cause);
    }
}
