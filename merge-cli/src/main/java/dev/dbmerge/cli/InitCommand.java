package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code dbmerge init}: writes a first spec from two live databases. */
final class InitCommand implements Command {
    private final Drafting drafting;

    InitCommand(Drafting drafting) {
        this.drafting = drafting;
    }

    /** Drafts a spec; {@link dev.dbmerge.Merger#draft} is the real one. */
    @FunctionalInterface
    interface Drafting {
        String draft(String head, Path file, Map<String, String> environment);
    }

    @Override
    public String name() {
        return "init";
    }

    @Override
    public String summary() {
        return "write a commented spec from two live databases";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Reads both databases, guesses which tables hold what users wrote, and writes a",
                "spec that overlays them. What gives something up, or is doubtful, stands in it",
                "as a comment with its evidence. Writes that file alone and asks nothing;",
                "passwords are read from the environment variables that are named.");
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.STAGING,
                Flag.STAGING_USER,
                Flag.STAGING_ENV,
                Flag.PRODUCTION,
                Flag.PRODUCTION_USER,
                Flag.PRODUCTION_ENV,
                Flag.OPTION_FILE,
                Flag.OUTPUT);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        String staging = database(arguments, Flag.STAGING, Flag.STAGING_USER, Flag.STAGING_ENV);
        String production = database(arguments, Flag.PRODUCTION, Flag.PRODUCTION_USER, Flag.PRODUCTION_ENV);
        OutputFile file = new OutputFile(
                "spec",
                arguments.path(Flag.OUTPUT).orElseGet(() -> console.folder().resolve("merge.yml")),
                Flag.OUTPUT);
        if (Files.exists(file.path())) {
            throw exists(file.path());
        }
        file.check();
        String name = name(arguments.value(Flag.PRODUCTION).orElseThrow());
        String head = "version: 1\nname: " + name + "\n\nstaging: " + staging + "\nproduction: " + production
                + "\ntarget: { schema: " + name
                + "_new }    # on production's server, built beside the live database\n";
        write(file.path(), drafting.draft(head, file.path(), console.environment()));
        console.out()
                .text(
                        arguments.has(Flag.JSON)
                                ? Json.of(Map.of("format", "dbmerge-init/1", "file", file.path()))
                                : "spec: " + file.path() + "\n");
        console.err().line("Read it, then see what dbmerge plan asks for.");
        return 0;
    }

    private static String database(Arguments arguments, Flag url, Flag user, Flag password) {
        StringBuilder database = new StringBuilder("{ url: ")
                .append(quoted(arguments
                        .value(url)
                        .orElseThrow(() -> Usage.wrong(
                                "The option " + url + " is missing.", "Write " + url + " jdbc:mysql://host/schema."))));
        arguments.value(user).ifPresent(name -> database.append(", user: ").append(quoted(name)));
        Optional<String> variable = arguments.value(password);
        variable.ifPresent(name -> database.append(", password-env: ").append(quoted(name)));
        if (variable.isEmpty()) {
            arguments
                    .path(Flag.OPTION_FILE)
                    .ifPresent(file -> database.append(", option-file: ").append(quoted(file.toString())));
        }
        return database.append(" }").toString();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Gives the schema's name without what says that it is live. */
    private static String name(String url) {
        String schema = url.replaceFirst("[?#].*", "").replaceFirst(".*/", "");
        String name = schema.replaceFirst("(?i)[_-](production|prod|live)$", "").replaceAll("[^A-Za-z0-9_-]", "_");
        return name.isEmpty() ? "merge" : name;
    }

    private static void write(Path file, String text) {
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        } catch (IOException e) {
            throw new MergeException(
                    ErrorCode.REPORT_FILE,
                    "The spec " + file + " cannot be written (" + e.getClass().getSimpleName() + ").",
                    "Name another file with --output.",
                    e);
        }
    }

    private static MergeException exists(Path file) {
        return new MergeException(
                ErrorCode.SPEC_EXISTS,
                "The file " + file + " exists.",
                "Name another one with --output, or remove it; init replaces none.");
    }
}
