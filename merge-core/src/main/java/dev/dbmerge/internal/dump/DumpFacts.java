package dev.dbmerge.internal.dump;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.dump.LoadedDump.Trait;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.sql.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the files of a dump say of themselves while they are loaded; several threads may tell it. */
final class DumpFacts {
    private static final Pattern MAKER = Pattern.compile("-- ((?:MySQL|MariaDB) dump .*?)(?:, for .*)?");
    private static final Pattern HOST = Pattern.compile("-- Host: .*?\\s+Database: (.*)");

    private final Optional<String> wanted;
    private final Optional<String> folderSchema;
    private final Consumer<DumpFacts> told;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private final Map<String, String> collations = new TreeMap<>();
    private final Set<String> enumZeros = new TreeSet<>();
    private final Set<String> events = new TreeSet<>();
    private Optional<String> source;
    private Optional<String> host = Optional.empty();
    private Optional<String> maker = Optional.empty();
    private boolean defaultsKnown;
    private long rows;
    private long bytes;

    /**
     * Makes it.
     *
     * @param wanted the database that the spec names
     * @param folderSchema the database of a folder's files
     * @param told is called when there is more to tell, by the thread that loads
     */
    DumpFacts(Optional<String> wanted, Optional<String> folderSchema, Consumer<DumpFacts> told) {
        this.wanted = wanted;
        this.folderSchema = folderSchema;
        this.source = folderSchema;
        this.told = told;
    }

    Optional<String> wanted() {
        return wanted;
    }

    Optional<String> folderSchema() {
        return folderSchema;
    }

    /** Begins a file. */
    FileFacts begin(Path file) {
        return new FileFacts(file);
    }

    /** What one file says. */
    final class FileFacts {
        private final Path file;
        private boolean made;
        private boolean completed;
        private boolean timeZone;
        private boolean rows;

        private FileFacts(Path file) {
            this.file = file;
        }

        /** Reads a line between statements. */
        void comment(String bytes) {
            String line = DumpLoader.decoded(bytes).strip();
            Matcher by = MAKER.matcher(line);
            Matcher host = HOST.matcher(line);
            if (by.matches()) {
                made = true;
                completed = false;
                maker(by.group(1));
            } else if (host.matches() && !host.group(1).isBlank()) {
                host(host.group(1).strip());
            } else if (line.startsWith("-- Dump completed")) {
                completed = true;
            }
        }

        void setting(List<Token> tokens) {
            timeZone |= tokens.stream().anyMatch(token -> token.upper().endsWith("TIME_ZONE"));
        }

        void rows() {
            rows = true;
        }

        /** Ends the file; one that mysqldump began has to say that it came to its end. */
        void end() {
            if (made && !completed) {
                throw new MergeException(
                        ErrorCode.DUMP_FILE,
                        "The dump " + file + " is not whole: it lacks the line \"-- Dump completed\" that ends it.",
                        "Dump again, and see that the dump ends without an error and is copied as a whole.");
            }
            synchronized (DumpFacts.this) {
                if (!made && folderSchema.isEmpty()) {
                    traits.add(Trait.END_UNKNOWN);
                }
                if (rows && !timeZone) {
                    traits.add(Trait.TIME_ZONE_UNKNOWN);
                }
            }
        }
    }

    private synchronized void maker(String text) {
        maker = Optional.of(text);
    }

    /** With several databases the line names the first one. */
    private synchronized void host(String database) {
        host = Optional.of(database);
        if (wanted.isEmpty() || wanted.equals(host)) {
            source = host;
        }
    }

    /** Gives the database that the dump's first lines name. */
    synchronized Optional<String> host() {
        return host;
    }

    /** Notes the database that statements are about. */
    synchronized void source(String database) {
        source = Optional.of(database);
    }

    synchronized Optional<String> source() {
        return source;
    }

    synchronized void defaultsKnown() {
        defaultsKnown = true;
    }

    synchronized void event(String name) {
        events.add(name);
    }

    /** Notes a collation that the server may not know. */
    synchronized void used(Collations known, String collation) {
        if (!collation.isEmpty() && !known.knows(collation)) {
            collations.put(collation, known.collation(collation));
        }
    }

    /** Notes bytes that were read. */
    void read(long count) {
        synchronized (this) {
            bytes += count;
        }
        told.accept(this);
    }

    void rows(long count, Collection<String> zeros) {
        synchronized (this) {
            rows += count;
            enumZeros.addAll(zeros);
        }
        told.accept(this);
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized long rows() {
        return rows;
    }

    /** Gives all of it. */
    synchronized LoadedDump loaded(String hash) {
        List<Trait> open = new ArrayList<>(traits);
        if (!defaultsKnown) {
            open.add(Trait.DEFAULTS_UNKNOWN);
        }
        return new LoadedDump(hash, source, maker, rows, open, collations, List.copyOf(enumZeros), List.copyOf(events));
    }
}
