package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Says in SQL which values a text column would change or refuse: by their length, their characters, their last blanks. */
final class TextFit {
    private static final Set<String> UNICODE =
            Set.of("utf8", "utf8mb3", "utf8mb4", "ucs2", "utf16", "utf16le", "utf32", "latin1", "ascii");
    private static final Set<String> WIDE = Set.of("ucs2", "utf16", "utf16le", "utf32");
    private static final Set<String> WHOLE = Set.of("utf8mb4", "utf16", "utf16le", "utf32");

    private final Column target;
    private final Optional<Column> source;
    private final String value;
    private final String charset;
    private final TypeBounds bounds;

    TextFit(Column target, Optional<Column> source, String value) {
        this.target = target;
        this.source = source;
        this.value = value;
        this.charset = target.charset().orElse("utf8mb4");
        this.bounds = new TypeBounds(target);
    }

    /** Gives the condition for a value that is not NULL; empty where all fit. */
    String misfit() {
        List<String> conditions = new ArrayList<>();
        length().ifPresent(conditions::add);
        characters().ifPresent(conditions::add);
        if (target.baseType().equals("char")
                && !source.filter(this::noLastBlanks).isPresent()) {
            conditions.add(stored() + " LIKE '% '");
        }
        return String.join(" OR ", conditions);
    }

    private boolean noLastBlanks(Column column) {
        ColumnType type = ColumnType.of(column);
        return column.baseType().equals("char") || type.number() || type.temporal();
    }

    /** Gives the value in the column's character set; numbers and times print as digits. */
    private String stored() {
        return "CONVERT(" + value + " USING " + charset + ")";
    }

    private Optional<String> length() {
        if (source.filter(this::hasRoomFor).isPresent()) {
            return Optional.empty();
        }
        OptionalLong characters = bounds.characters();
        if (characters.isPresent()) {
            return Optional.of("CHAR_LENGTH(" + stored() + ") > " + characters.getAsLong());
        }
        return target.baseType().equals("longtext")
                ? Optional.empty()
                : Optional.of("OCTET_LENGTH(" + stored() + ") > " + bounds.bytes());
    }

    private boolean hasRoomFor(Column column) {
        return switch (ColumnType.of(column)) {
            case TEXT, JSON ->
                sameCharset(column)
                                && new TypeBounds(column).bytes() <= bounds.bytes()
                                && new TypeBounds(column).possibleCharacters() <= bounds.possibleCharacters()
                        || new TypeBounds(column).possibleCharacters() <= bounds.sureCharacters();
            case INTEGER, YEAR, DATE, TIME, MOMENT, BIT -> bounds.sureCharacters() >= 26;
            case DECIMAL, FLOAT, DOUBLE -> bounds.sureCharacters() >= 67;
            default -> false;
        };
    }

    private boolean sameCharset(Column column) {
        return name(column.charset().orElse("utf8mb4")).equals(name(charset));
    }

    private static String name(String charset) {
        return charset.equals("utf8") ? "utf8mb3" : charset;
    }

    /** There and back: bytes differ where a character had no place. */
    private Optional<String> characters() {
        if (source.isPresent()) {
            ColumnType type = ColumnType.of(source.get());
            if (type == ColumnType.BYTES) {
                return Optional.of(bytesLost());
            }
            boolean ascii = type.number() || type.temporal();
            boolean held = sameCharset(source.get())
                    || WHOLE.contains(charset)
                            && UNICODE.contains(source.get().charset().orElse("utf8mb4"));
            return ascii || held
                    ? Optional.empty()
                    : Optional.of(textLost(source.get().charset().orElse("utf8mb4")));
        }
        return Optional.of("CASE CHARSET" + value + " WHEN 'binary' THEN " + bytesLost() + " ELSE "
                + textLost("utf8mb4") + " END");
    }

    private String textLost(String back) {
        return "NOT (CONVERT(CONVERT(" + stored() + " USING " + back + ") USING binary) <=> CONVERT(CONVERT(" + value
                + " USING " + back + ") USING binary))";
    }

    private String bytesLost() {
        String stored = WIDE.contains(charset) ? "CONVERT(" + stored() + " USING utf8mb4)" : stored();
        String whole = WIDE.contains(charset) ? "CONVERT(" + value + " USING utf8mb4)" : value;
        return "NOT (CONVERT(" + stored + " USING binary) <=> CONVERT(" + whole + " USING binary))";
    }
}
