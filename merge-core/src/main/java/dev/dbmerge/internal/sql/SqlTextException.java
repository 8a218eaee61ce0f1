package dev.dbmerge.internal.sql;

/** Says that an SQL text cannot be cut into tokens or is not of the form asked for. */
public final class SqlTextException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;

    /**
     * Makes the exception.
     *
     * @param problem a clause without a full stop
     * @param offset index of the character in the text
     */
    public SqlTextException(String problem, int offset) {
        super(problem);
        this.offset = offset;
    }

    public int offset() {
        return offset;
    }
}
