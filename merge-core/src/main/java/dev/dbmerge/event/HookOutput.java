package dev.dbmerge.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Makes printable lines of bounded length, without secrets, of what a process prints. */
final class HookOutput {
    static final int MAX_LINE_CHARS = 1_000;
    static final int MAX_LINES = 10_000;

    private static final Pattern TERMINAL_SEQUENCE =
            Pattern.compile("\u001B\\[[0-?]*[ -/]*[@-~]|\u001B\\][^\u0007\u001B]*(\u0007|\u001B\\\\)?");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u0080-\u009F&&[^\t]]");

    /** Longest first, so that a secret that holds another is hidden whole. */
    private final List<String> secrets;

    private final int longestSecretBytes;

    HookOutput(Collection<String> secrets) {
        this.secrets = secrets.stream()
                .flatMap(String::lines)
                .map(HookOutput::printable)
                .filter(secret -> !secret.isBlank())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        this.longestSecretBytes = this.secrets.stream()
                .mapToInt(secret -> secret.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(0);
    }

    /** Puts {@code ***} where a secret stands. */
    String withoutSecrets(String text) {
        String hidden = text;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, "***");
        }
        return hidden;
    }

    /** Reads to the end; lines past {@link #MAX_LINES} are read and dropped. */
    void read(InputStream in, Consumer<String> lines) throws IOException {
        new Lines(lines).readAll(in);
    }

    private static String printable(String text) {
        return CONTROL.matcher(TERMINAL_SEQUENCE.matcher(text).replaceAll("")).replaceAll("\uFFFD");
    }

    /** Cuts bytes at LF, CR LF and CR, which progress bars use. */
    private final class Lines {
        private final Consumer<String> lines;
        private final int maxBytes = 4 * MAX_LINE_CHARS + longestSecretBytes;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private long lineBytes;
        private long count;
        private boolean afterReturn;

        Lines(Consumer<String> lines) {
            this.lines = lines;
        }

        void readAll(InputStream in) throws IOException {
            byte[] chunk = new byte[8192];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                for (int i = 0; i < length; i++) {
                    take(chunk[i]);
                }
            }
            if (lineBytes > 0) {
                end();
            }
        }

        private void take(byte next) {
            boolean secondOfPair = next == '\n' && afterReturn;
            afterReturn = next == '\r';
            if (secondOfPair) {
                return;
            }
            if (next == '\n' || next == '\r') {
                end();
            } else if (lineBytes++ < maxBytes) {
                line.write(next);
            }
        }

        private void end() {
            count++;
            if (count <= MAX_LINES) {
                lines.accept(text());
            } else if (count == MAX_LINES + 1) {
                lines.accept("... (what it prints after " + MAX_LINES + " lines is left out)");
            }
            line.reset();
            lineBytes = 0;
        }

        private String text() {
            String text = withoutSecrets(printable(line.toString(StandardCharsets.UTF_8)));
            boolean bytesCut = lineBytes > maxBytes;
            if (!bytesCut && text.length() <= MAX_LINE_CHARS) {
                return text;
            }
            // the tail of what was kept can be the first part of a secret
            int safe = text.length() - (bytesCut ? longestSecretBytes : 0);
            return text.substring(0, Math.max(0, Math.min(safe, MAX_LINE_CHARS))) + "... (" + lineBytes + " bytes)";
        }
    }
}
