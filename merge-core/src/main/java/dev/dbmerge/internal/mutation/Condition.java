package dev.dbmerge.internal.mutation;

import java.util.List;

/** A condition of a rule, by the indexes of its tokens: from the first up to, not including, {@code to}. */
sealed interface Condition {
    int from();

    int to();

    /** Conditions between the same connective. */
    record Junction(Connective connective, List<Condition> operands, int from, int to) implements Condition {
        public Junction {
            operands = List.copyOf(operands);
        }
    }

    /** {@code NOT} and what it turns round. */
    record Negation(Condition operand, int from, int to) implements Condition {}

    /** A condition in parentheses. */
    record Group(Condition inner, int from, int to) implements Condition {}

    /**
     * A condition without conditions in it.
     *
     * @param operator index of its operator's first token, {@code NOT} included; {@code from} where there is none
     * @param operands index after the operator's last token
     * @param reason why jOOQ's parser does not take it for what it looks like; empty where it does
     */
    record Predicate(Form form, int operator, int operands, int from, int to, String reason) implements Condition {}

    /** What stands between conditions. */
    enum Connective {
        AND,
        OR,
        XOR
    }

    /** Forms of a predicate. */
    enum Form {
        EQUAL,
        UNEQUAL,
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST,
        NULL_SAFE,
        IS_NULL,
        IS_NOT_NULL,
        LIKE,
        NOT_LIKE,
        IN,
        NOT_IN,
        BETWEEN,
        NOT_BETWEEN,
        EXISTS,
        /** A column, a function, or what the parser does not know. */
        OTHER;

        boolean comparison() {
            return ordinal() <= AT_LEAST.ordinal();
        }
    }
}
