package dev.dbmerge.internal.sql;

/** Says that an SQL text cannot be cut into tokens or is not of the form asked for. */
public final class SqlTextException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;
    private final int offset;

    /**
     * Makes the exception.
     *
     * @param problem a clause without a full stop
     * @param offset index of the character in the text
     */
    public SqlTextException(String problem, int offset) {
        this(problem, "", offset);
    }

    /**
     * Makes the exception with a way out.
     *
     * @param problem a clause without a full stop
     * @param remedy a sentence: what to write instead; empty where the problem says it
     * @param offset index of the character in the text
     */
    public SqlTextException(String problem, String remedy, int offset) {
        super(problem);
        this.remedy = remedy;
        this.offset = offset;
    }

    public String remedy() {
        return remedy;
    }

    public int offset() {
        return offset;
    }
}
