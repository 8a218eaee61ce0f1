package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.internal.sql.SqlQuery;
import dev.dbmerge.internal.sql.SqlTextException;
import dev.dbmerge.internal.yaml.SourceFile;
import dev.dbmerge.internal.yaml.Suggestion;
import dev.dbmerge.internal.yaml.YamlMapping;
import dev.dbmerge.internal.yaml.YamlNode;
import dev.dbmerge.spec.CleanupRule.Kind;
import dev.dbmerge.spec.CleanupRule.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the cleanup rules with their limits, and the checks. */
final class CleanupReader {
    private static final String WRITE_RULE = "Write one DELETE or UPDATE over the target's tables.";
    private static final String WRITE_CHECK = "Write one SELECT that returns the rows which should not be there.";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
    private static final List<String> KEYS = List.of("max-percent", "max-rows", "min-remaining", "scope", "skip");
    private static final Map<String, Boolean> YES_OR_NO = Map.of("true", true, "false", false);
    private static final Map<String, Scope> SCOPES = Map.of("row", Scope.ROW, "set", Scope.SET);

    /** What {@code rules} says of one rule. */
    private record Terms(Limits limits, Scope scope, boolean skip) {
        static final Terms DEFAULT = new Terms(Limits.NONE, Scope.SET, false);
    }

    /**
     * The rules.
     *
     * @param rules those that run
     * @param skipped the ids of those that do not, as the spec says
     */
    record Rules(List<CleanupRule> rules, List<String> skipped) {}

    Rules rules(YamlMapping spec) {
        Optional<SqlFiles> files = spec.get("cleanup").map(SqlFiles::new);
        List<SourceFile> sources = files.map(SqlFiles::read).orElse(List.of());
        List<String> ids =
                sources.stream().map(file -> SqlFiles.id(file.path())).toList();
        Optional<YamlMapping> terms = spec.get("rules").flatMap(YamlNode::mapping);
        terms.ifPresent(
                mapping -> refuseUnknown(mapping, ids, spec.get("cleanup").isPresent()));
        List<CleanupRule> rules = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (SourceFile source : sources) {
            String id = SqlFiles.id(source.path());
            Terms own = terms.flatMap(mapping -> mapping.get(id))
                    .map(CleanupReader::terms)
                    .orElse(Terms.DEFAULT);
            if (own.skip()) {
                skipped.add(id);
                continue;
            }
            files.flatMap(finder -> finder.parse(
                            source, CleanupStatement::parse, ErrorCode.SPEC_RULE, "Cleanup rule", WRITE_RULE))
                    .map(statement -> rule(source, statement, own))
                    .ifPresent(rules::add);
        }
        return new Rules(rules, skipped);
    }

    private static CleanupRule rule(SourceFile source, CleanupStatement statement, Terms terms) {
        Kind kind = statement.kind() == CleanupStatement.Kind.DELETE ? Kind.DELETE : Kind.UPDATE;
        String id = SqlFiles.id(source.path());
        return new CleanupRule(id, source.path(), statement.text(), kind, terms.limits(), terms.scope());
    }

    private static void refuseUnknown(YamlMapping terms, List<String> ids, boolean cleanup) {
        if (cleanup && ids.isEmpty()) {
            return;
        }
        terms.values().forEach((id, value) -> {
            if (!ids.contains(id)) {
                terms(value);
                String remedy =
                        cleanup ? Suggestion.sentence(id, ids) : "Name the rules' files, as in cleanup: cleanup/*.sql.";
                value.document()
                        .mistake(
                                ErrorCode.SPEC_UNKNOWN_KEY,
                                value.keyAt(),
                                "There is no cleanup rule " + id + ".",
                                remedy);
            }
        });
    }

    private static Terms terms(YamlNode node) {
        Optional<YamlMapping> mapping = node.mapping();
        mapping.ifPresent(keys -> keys.refuseOthers(KEYS));
        OptionalDouble percent = mapping.flatMap(keys -> keys.get("max-percent"))
                .flatMap(value -> value.number(0, 100))
                .map(number -> OptionalDouble.of(number.doubleValue()))
                .orElse(OptionalDouble.empty());
        Limits limits = new Limits(percent, rows(mapping, "max-rows"), rows(mapping, "min-remaining"));
        Scope scope = mapping.flatMap(keys -> keys.get("scope"))
                .flatMap(value -> value.choice(SCOPES))
                .orElse(Scope.SET);
        boolean skip = mapping.flatMap(keys -> keys.get("skip"))
                .flatMap(value -> value.choice(YES_OR_NO))
                .orElse(false);
        return new Terms(limits, scope, skip);
    }

    private static OptionalLong rows(Optional<YamlMapping> mapping, String key) {
        return mapping.flatMap(keys -> keys.get(key))
                .map(value -> value.whole(0, Long.MAX_VALUE))
                .orElse(OptionalLong.empty());
    }

    List<Check> checks(YamlNode node) {
        SqlFiles files = new SqlFiles(node);
        List<Check> checks = new ArrayList<>();
        for (SourceFile source : files.read()) {
            files.parse(source, CleanupReader::query, ErrorCode.SPEC_CHECK, "Check", WRITE_CHECK)
                    .map(query -> new Check(SqlFiles.id(source.path()), source.path(), query.text()))
                    .ifPresent(checks::add);
        }
        return checks;
    }

    private static SqlQuery query(String text) {
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            if (!variable.group(1).equals("target")) {
                throw new SqlTextException(
                        "a check knows no " + variable.group(),
                        "Write ${target} for the target's name.",
                        variable.start());
            }
        }
        return SqlQuery.parse(text);
    }
}
