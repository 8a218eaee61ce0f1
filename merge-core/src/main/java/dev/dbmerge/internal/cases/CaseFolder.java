package dev.dbmerge.internal.cases;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.yaml.Mistakes;
import dev.dbmerge.internal.yaml.SourceFile;
import dev.dbmerge.internal.yaml.YamlDocument;
import dev.dbmerge.internal.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a case whose parts are files of one folder. */
final class CaseFolder {
    private static final Map<String, String> SCRIPTS =
            Map.of("given.sql", "target", "staging.sql", "staging", "production.sql", "production");
    private static final Pattern EXPECT = Pattern.compile("expect(?:\\.(?<table>.+))?\\.tsv");
    private static final String FAILURE = "expect-failure.txt";
    private static final String CASE = "case.yml";

    private final Subject subject;
    private final Path folder;
    private final Mistakes mistakes;
    private final Map<String, Script> scripts = new HashMap<>();
    private final List<TableExpectation> tables = new ArrayList<>();
    private Optional<String> refused = Optional.empty();
    private Optional<Position> expectedAt = Optional.empty();

    CaseFolder(Subject subject, Path folder, Mistakes mistakes) {
        this.subject = subject;
        this.folder = folder;
        this.mistakes = mistakes;
    }

    Optional<RuleCase> read() {
        try (Stream<Path> files = Files.list(folder)) {
            files.sorted().forEach(this::file);
        } catch (IOException e) {
            mistake(folder, "The folder cannot be read.", "Allow this user to read it.");
        }
        String name = folder.getFileName().toString();
        CaseFiles files = new CaseFiles(expectedAt, scripts, tables, refused);
        Path yaml = folder.resolve(CASE);
        if (Files.exists(yaml)) {
            return YamlDocument.read(YamlDocument.Kind.CASES, yaml, Map.of(), mistakes)
                    .flatMap(YamlDocument::root)
                    .flatMap(node -> read(node, name, files));
        }
        if (expectedAt.isEmpty()) {
            mistake(
                    folder,
                    "The case folder does not say what is expected.",
                    "Add expect.tsv, expect-failure.txt or a case.yml with expect.");
        }
        Given nothing = Given.NOTHING;
        return files.expectation()
                .map(expected -> new RuleCase(
                        subject,
                        name,
                        new Position(folder, 1, 1),
                        Optional.empty(),
                        files.target(nothing),
                        files.staging(nothing),
                        files.production(nothing),
                        "",
                        expected));
    }

    private Optional<RuleCase> read(YamlNode node, String name, CaseFiles files) {
        return new CaseNode(subject, node).read(name, files);
    }

    private void file(Path file) {
        String name = file.getFileName().toString();
        Matcher expect = EXPECT.matcher(name);
        if (SCRIPTS.containsKey(name)) {
            script(file, SCRIPTS.get(name));
        } else if (expect.matches()) {
            expectedAt = expectedAt.or(() -> Optional.of(new Position(file, 1, 1)));
            table(file, Optional.ofNullable(expect.group("table")));
        } else if (name.equals(FAILURE)) {
            expectedAt = expectedAt.or(() -> Optional.of(new Position(file, 1, 1)));
            CaseReader.text(file, mistakes).ifPresent(this::failure);
        } else if (!name.equals(CASE) && !name.startsWith(".") && !name.endsWith(".md")) {
            mistake(
                    file,
                    "A case folder has no file of this name.",
                    "It may hold case.yml, given.sql, staging.sql, production.sql, expect.tsv, expect.TABLE.tsv and "
                            + FAILURE + ".");
        }
    }

    private void table(Path file, Optional<String> written) {
        if (subject.kind() == Subject.Kind.MERGE && written.isEmpty()) {
            mistake(
                    file,
                    "The file does not say which of the merge's tables it is of.",
                    "Name it expect.TABLE.tsv, such as expect.users.tsv.");
            return;
        }
        if (subject.kind() == Subject.Kind.CHECK && written.isPresent()) {
            mistake(file, "A check finds rows of no table.", "Name the file expect.tsv.");
            return;
        }
        Optional<String> table =
                written.or(() -> subject.kind() == Subject.Kind.OVERLAY ? Optional.of(subject.id()) : Optional.empty());
        CaseReader.text(file, mistakes)
                .flatMap(source -> new TsvFile(source, mistakes).rows())
                .ifPresent(rows -> tables.add(exactly(file, table, rows)));
    }

    private void failure(SourceFile source) {
        // The message may go on, or begin, on the next lines.
        String line = source.line(1).isBlank() ? "" : source.text().strip().replaceAll("\\s*\\R\\s*", " ");
        CodedText.problem(line)
                .ifPresentOrElse(
                        problem -> mistakes.add(
                                ErrorCode.CASE, source, source.at(1, 1), "The first line " + problem, CodedText.REMEDY),
                        () -> refused = Optional.of(line));
    }

    private void script(Path file, String database) {
        boolean sides = subject.kind() == Subject.Kind.OVERLAY || subject.kind() == Subject.Kind.MERGE;
        if (sides == database.equals("target")) {
            mistake(
                    file,
                    "A case of " + subject + " has no " + file.getFileName() + ".",
                    sides ? "Name it staging.sql or production.sql." : "Name it given.sql.");
            return;
        }
        CaseReader.text(file, mistakes)
                .ifPresent(source -> scripts.put(database, new Script(source.at(1, 1), source.text())));
    }

    private static TableExpectation exactly(Path file, Optional<String> table, List<Row> rows) {
        return new TableExpectation(
                new Position(file, 1, 1), table, Optional.empty(), List.of(), List.of(), List.of(), Optional.of(rows));
    }

    private void mistake(Path file, String problem, String remedy) {
        SourceFile nothing = new SourceFile(file, "");
        mistakes.add(ErrorCode.CASE, nothing, nothing.at(1, 1), problem, remedy);
    }
}
