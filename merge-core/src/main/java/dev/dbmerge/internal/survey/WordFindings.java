package dev.dbmerge.internal.survey;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.schema.CodeObject;
import dev.dbmerge.internal.schema.CodeWriter;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SqlModes;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.plan.Step.CodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds what the parser of the target's server refuses and those of staging's and production's take. */
final class WordFindings {
    /** A database that is not there: the parser takes the name, and nothing could be made in it. */
    private static final String NOWHERE = "dbmerge_parse_only";

    private static final Pattern NEAR = Pattern.compile("near '(.*)' at line \\d+", Pattern.DOTALL);
    private static final int SHOWN = 40;
    private static final int NAMED = 10;

    private final Session target;
    private final Source staging;
    private final Source production;
    private final Schema wanted;

    WordFindings(Session target, Source staging, Source production, Schema wanted) {
        this.target = target;
        this.staging = staging;
        this.production = production;
        this.wanted = wanted;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!same(staging)) {
            wanted.code().stream()
                    .filter(object -> object.kind() != CodeKind.VIEWS)
                    .forEach(object -> refusal(object).ifPresent(near -> findings.add(unparsed(object, near))));
        }
        if (!same(production)) {
            names().ifPresent(findings::add);
        }
        return findings;
    }

    private boolean same(Source source) {
        return source.settings().version().equals(target.server().version());
    }

    /**
     * Asks the target's server to prepare the statement that would make the object, which parses it and makes nothing.
     *
     * <p>MySQL has no prepared CREATE of stored code and says so (1295), but only after it has parsed it (seen on 5.7.22, 8.0.15 and
     * 9.7.4). MariaDB prepares it.
     */
    private Optional<String> refusal(CodeObject object) {
        String text = CodeWriter.placed(object, NOWHERE);
        String mode = SqlModes.known(object.sqlMode(), target.server().version());
        String before =
                target.fetchPlain("read sql_mode", "SELECT @@SESSION.sql_mode").get(0, String.class);
        String doing = "let the target's server parse " + object.title();
        target.execute(doing, "SET @dbmerge_text = " + Names.literal(text));
        target.execute(doing, "SET SESSION sql_mode = " + Names.literal(mode));
        try {
            target.execute(doing, "PREPARE dbmerge_parsed FROM @dbmerge_text");
            target.execute(doing, "DEALLOCATE PREPARE dbmerge_parsed");
        } catch (MergeException e) {
            if (ReservedWords.isSyntax(e)) {
                return Optional.of(near(e.problem()));
            }
            if (e.code() == ErrorCode.SERVER_GONE || e.code() == ErrorCode.INTERRUPTED) {
                throw e;
            }
        } finally {
            target.execute("go back to the mode", "SET SESSION sql_mode = " + Names.literal(before));
        }
        return Optional.empty();
    }

    private static String near(String problem) {
        Matcher near = NEAR.matcher(problem);
        String text = near.find() ? near.group(1).strip() : "";
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }

    private Finding unparsed(CodeObject object, String near) {
        return new Finding(
                Level.BLOCKER,
                ErrorCode.SERVERS_DIFFER,
                object.name(),
                "The target's " + target.server().version() + " does not understand the body of " + object.title()
                        + (near.isEmpty() ? "" : " near \"" + near + "\"")
                        + ", which staging's " + staging.settings().version() + " does.",
                "Put names that are reserved words there in backticks, or write it in words that both know, on staging.");
    }

    /** dbmerge quotes every name; what the application's own statements do is not known. */
    private Optional<Finding> names() {
        Set<String> names = new TreeSet<>(wanted.tables().keySet());
        wanted.tables().values().forEach(table -> table.columns().forEach(column -> names.add(column.name())));
        Set<String> reserved = new ReservedWords(target).among(names);
        reserved.removeAll(new ReservedWords(production.session()).among(reserved));
        if (reserved.isEmpty()) {
            return Optional.empty();
        }
        List<String> places = wanted.tables().values().stream()
                .flatMap(table -> places(table, reserved).stream())
                .toList();
        String shown = places.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (places.size() > NAMED ? " and " + (places.size() - NAMED) + " more" : "");
        return Optional.of(new Finding(
                Level.WARNING,
                ErrorCode.SERVERS_DIFFER,
                String.join(", ", new TreeSet<>(reserved)),
                "Names that are reserved words on the target's "
                        + target.server().version() + " and not on production's "
                        + production.settings().version() + ": " + shown + ".",
                "See that the application puts them in backticks; dbmerge does."));
    }

    private static List<String> places(Table table, Set<String> reserved) {
        List<String> places = new ArrayList<>();
        if (reserved.contains(table.name())) {
            places.add("table " + table.name());
        }
        table.columns().stream()
                .map(Column::name)
                .filter(reserved::contains)
                .forEach(column -> places.add(table.name() + "." + column));
        return places;
    }
}
