package dev.dbmerge.internal.cases;

import dev.dbmerge.error.ErrorCode;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells whether a text begins with an error's code, as in {@code E412 users.token}. */
final class CodedText {
    static final String REMEDY = "Write the code first, as in E500 a part of the message.";
    private static final Set<String> CODES =
            Arrays.stream(ErrorCode.values()).map(ErrorCode::toString).collect(Collectors.toUnmodifiableSet());

    private CodedText() {}

    /** Gives the end of a sentence that says what is wrong; empty where nothing is. */
    static Optional<String> problem(String text) {
        String code = text.strip().split("\\s", 2)[0];
        if (CODES.contains(code)) {
            return Optional.empty();
        }
        return Optional.of(
                code.matches("E\\d{3}")
                        ? "names " + code + ", which is no error of dbmerge."
                        : "does not begin with an error's code.");
    }
}
