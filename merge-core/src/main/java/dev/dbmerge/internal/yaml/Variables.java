package dev.dbmerge.internal.yaml;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.Position;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${VAR}} and {@code ${VAR:-default}} by the environment's values; a doubled dollar sign keeps the text. */
final class Variables {
    private static final Pattern USE = Pattern.compile("\\$\\$\\{|\\$\\{(?<body>[^}]*)(?<end>}?)");
    private static final Pattern BODY =
            Pattern.compile("(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?<otherwise>.*))?", Pattern.DOTALL);

    private Variables() {}

    /** Gives the text with its variables replaced; empty where one is missing, which is noted at the value. */
    static Optional<String> expand(String text, YamlNode at) {
        StringBuilder result = new StringBuilder();
        boolean complete = true;
        Matcher use = USE.matcher(text);
        while (use.find()) {
            Optional<String> value = use.group("body") == null ? Optional.of("${") : value(use, at);
            complete &= value.isPresent();
            use.appendReplacement(result, Matcher.quoteReplacement(value.orElse("")));
        }
        use.appendTail(result);
        return complete ? Optional.of(result.toString()) : Optional.empty();
    }

    private static Optional<String> value(Matcher use, YamlNode at) {
        Position place = at.at(use.start());
        YamlDocument document = at.document();
        Matcher body = BODY.matcher(use.group("body"));
        if (use.group("end").isEmpty() || !body.matches()) {
            String remedy = "Write ${NAME} or ${NAME:-default}, and $${ where a text holds ${ itself.";
            document.mistake(ErrorCode.SPEC_VARIABLE, place, at.path() + " holds a malformed variable.", remedy);
            return Optional.empty();
        }
        String name = body.group("name");
        String otherwise = body.group("otherwise");
        String value = document.environment().get(name);
        if (otherwise != null && (value == null || value.isEmpty())) {
            return Optional.of(otherwise);
        }
        if (value == null) {
            String remedy = "Set it, or write a default as ${" + name + ":-default}.";
            document.mistake(
                    ErrorCode.SPEC_VARIABLE, place, "The environment variable " + name + " is not set.", remedy);
        }
        return Optional.ofNullable(value);
    }
}
