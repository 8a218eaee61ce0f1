package dev.dbmerge.internal.copy;

import dev.dbmerge.internal.mapping.Encoding;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.Session;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lets the index 0 of an ENUM through where a strict mode refuses it: the number 0 on every server, on MariaDB 10.11 the text as well.
 *
 * <p>The mode is not strict then, in which such a value is stored and warned of; of the text, MariaDB 10.11 alone warns. The values
 * are counted on their way, and any other number of warnings stops the load as one warning does elsewhere.
 */
final class EnumZeros {
    private static final String STRICT = "STRICT_ALL_TABLES,";

    private final Set<Integer> numbers;
    private final Set<Integer> texts;
    private long asNumber;
    private long asText;

    private EnumZeros(Set<Integer> numbers, Set<Integer> texts) {
        this.numbers = Set.copyOf(numbers);
        this.texts = Set.copyOf(texts);
    }

    /** Finds the columns of a transfer in which it may come. */
    static EnumZeros of(Transfer transfer, Session target) {
        List<Transfer.Field> fields = transfer.fields();
        boolean mariadb = target.server().version().product() == Product.MARIADB;
        return new EnumZeros(
                columns(fields, Encoding.INDEX), mariadb ? columns(fields, Encoding.INDEX_TEXT) : Set.of());
    }

    private static Set<Integer> columns(List<Transfer.Field> fields, Encoding encoding) {
        return IntStream.range(0, fields.size())
                .filter(i -> fields.get(i).encoding() == encoding)
                .boxed()
                .collect(Collectors.toSet());
    }

    /** Counts a value, if it is one. */
    void count(int column, byte[] value) {
        if (value.length == 1 && value[0] == '0') {
            asNumber += numbers.contains(column) ? 1 : 0;
            asText += texts.contains(column) ? 1 : 0;
        }
    }

    /** Tells whether there were none since the beginning or {@link #forget}. */
    boolean none() {
        return asNumber + asText == 0;
    }

    /** Tells whether so many warnings are those of the values that were counted. */
    boolean explain(long warnings) {
        return warnings == 0 || warnings == asNumber || warnings == asNumber + asText;
    }

    /** Gives how many came as numbers, then how many as texts. */
    long[] counted() {
        return new long[] {asNumber, asText};
    }

    /** Begins to count anew. */
    void forget() {
        asNumber = 0;
        asText = 0;
    }

    /** Does something in a mode that lets it through. */
    <T> T letThrough(Session target, Supplier<T> work) {
        if (numbers.isEmpty() && texts.isEmpty()) {
            return work.get();
        }
        String mode = target.fetch("read the mode", "SELECT @@SESSION.sql_mode")
                .get(0)
                .get(0, String.class);
        target.execute(
                "let the index 0 of an ENUM through", "SET SESSION sql_mode = '" + mode.replace(STRICT, "") + "'");
        T result;
        try {
            result = work.get();
        } catch (RuntimeException e) {
            try {
                strict(target, mode);
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        strict(target, mode);
        return result;
    }

    private static void strict(Session target, String mode) {
        target.execute("be strict again", "SET SESSION sql_mode = '" + mode + "'");
    }
}
