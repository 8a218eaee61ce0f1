package dev.dbmerge.internal.cases;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.cases.Subject.Kind;
import dev.dbmerge.internal.yaml.YamlMapping;
import dev.dbmerge.internal.yaml.YamlNode;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one case from its YAML. */
final class CaseNode {
    private static final DateTimeFormatter NOW =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSSSSS]").withResolverStyle(ResolverStyle.STRICT);
    private static final List<String> KEYS = List.of("case", "now", "given", "spec", "expect");

    private final Subject subject;
    private final YamlNode node;

    CaseNode(Subject subject, YamlNode node) {
        this.subject = subject;
        this.node = node;
    }

    /** Reads a case of which nothing stands in other files. */
    Optional<RuleCase> read(String otherwise) {
        return read(otherwise, CaseFiles.NONE);
    }

    /**
     * Reads a case.
     *
     * @param otherwise its name where it gives itself none
     * @param files what other files say of it
     */
    Optional<RuleCase> read(String otherwise, CaseFiles files) {
        Optional<YamlMapping> mapping = node.mapping();
        if (mapping.isEmpty()) {
            return Optional.empty();
        }
        YamlMapping keys = mapping.get();
        keys.refuseOthers(KEYS);
        String name = keys.get("case").flatMap(YamlNode::literal).orElse(otherwise);
        Optional<String> now = keys.get("now").flatMap(CaseNode::now);
        Optional<YamlNode> given = keys.get("given");
        boolean sides = subject.kind() == Kind.OVERLAY || subject.kind() == Kind.MERGE;
        Given target = sides ? Given.NOTHING : given.map(this::side).orElse(Given.NOTHING);
        Map<String, Given> sources = sides ? given.map(this::sides).orElse(Map.of()) : Map.of();
        Optional<Expectation> expected =
                keys.get("expect").flatMap(new ExpectationReader(subject)::read).map(files::with);
        if (keys.get("expect").isEmpty()) {
            expected = files.expectation();
            if (expected.isEmpty()) {
                keys.require("expect", "Write what becomes of the rows, or expect: ? to be shown it.");
            }
        }
        expected.ifPresent(value -> refuseNothingGiven(given, files, value));
        String spec = keys.get("spec").map(this::spec).orElse("");
        return expected.map(value -> new RuleCase(
                subject,
                name,
                node.at(),
                now,
                files.target(target),
                files.staging(sources.getOrDefault("staging", Given.NOTHING)),
                files.production(sources.getOrDefault("production", Given.NOTHING)),
                spec,
                value));
    }

    /** A rule that meets no rows removes, keeps and changes all of them. */
    private void refuseNothingGiven(Optional<YamlNode> given, CaseFiles files, Expectation expected) {
        boolean all = expected.tables().stream().anyMatch(table -> table.all().isPresent());
        boolean nothing = given.map(tables -> tables.isNothing()
                        || tables.isMapping()
                                && tables.mapping().orElseThrow().values().isEmpty())
                .orElse(true);
        if (subject.kind() == Kind.CLEANUP && all && nothing && files.scripts().isEmpty()) {
            node.mistake(
                    ErrorCode.CASE,
                    "The case gives no rows, so its expectation holds whatever the rule does.",
                    "Write the rows that the rule meets under given.");
        }
    }

    private String spec(YamlNode lines) {
        if (subject.kind() != Kind.MERGE) {
            lines.document()
                    .mistake(
                            ErrorCode.CASE,
                            lines.keyAt(),
                            "A case of one rule has no spec of its own.",
                            "Put it among the cases of the whole merge.");
        }
        return lines.isNothing() || lines.mapping().isEmpty() ? "" : lines.lines();
    }

    private static Optional<String> now(YamlNode value) {
        Optional<String> text = value.literal();
        String time = text.orElse("").strip().replace('T', ' ');
        String whole = time.matches("\\d{4}-\\d\\d-\\d\\d")
                ? time + " 00:00:00"
                : time.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d") ? time + ":00" : time;
        try {
            LocalDateTime.parse(whole, NOW);
            return Optional.of(whole);
        } catch (DateTimeParseException e) {
            if (text.isPresent()) {
                value.mistake(ErrorCode.CASE, "now is not a time.", "Write it in UTC, as in now: 2026-02-28 12:00:00.");
            }
            return Optional.empty();
        }
    }

    private Map<String, Given> sides(YamlNode given) {
        Map<String, Given> sides = new LinkedHashMap<>();
        given.mapping().ifPresent(mapping -> {
            List<String> known = List.of("production", "staging");
            boolean tables = mapping.values().keySet().stream().noneMatch(known::contains);
            if (tables && !mapping.values().isEmpty()) {
                given.mistake(
                        ErrorCode.CASE,
                        "given does not say whose rows these are.",
                        "Write given: { production: { "
                                + mapping.values().keySet().iterator().next() + ": ... } }.");
                return;
            }
            mapping.refuseOthers(known);
            mapping.values().forEach((side, value) -> sides.put(side, side(value)));
        });
        return sides;
    }

    private Given side(YamlNode tables) {
        List<Script> scripts = new ArrayList<>();
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        tables.mapping()
                .ifPresent(mapping -> mapping.values().forEach((table, value) -> {
                    if (table.equals("sql") && value.raw().isPresent()) {
                        scripts.add(new Script(value.at(), value.raw().get()));
                    } else if (subject.kind() != Kind.MERGE
                            && subject.kind() != Kind.OVERLAY
                            && List.of("production", "staging").contains(table)
                            && value.isMapping()) {
                        value.document()
                                .mistake(
                                        ErrorCode.CASE,
                                        value.keyAt(),
                                        "A case of a rule has the target's rows alone, no " + table + ".",
                                        "Write the tables under given themselves.");
                    } else {
                        rows.put(table, new RowNodes().rows(value));
                    }
                }));
        return new Given(scripts, rows);
    }
}
