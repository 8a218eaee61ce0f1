package dev.dbmerge.internal.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Spells keys for people. */
final class KeyText {
    private static final int LENGTH = 60;

    private KeyText() {}

    /** Gives the key of the row that a stream is at, such as {@code 7} or {@code nl, 2020}. */
    static String of(OrderedRows rows, int columns) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            parts.add(text(rows.key(i)));
        }
        return cut(String.join(", ", parts));
    }

    private static String cut(String text) {
        return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "...";
    }

    private static String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().noneMatch(Character::isISOControl)) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // not a text: the digits below say as much
        }
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
