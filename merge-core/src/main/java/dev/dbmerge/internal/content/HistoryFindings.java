package dev.dbmerge.internal.content;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.yaml.YamlText;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.spec.MergeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the old rows of MariaDB's system-versioned tables, which are not copied: a target's history begins with its run. */
public final class HistoryFindings {
    private static final String ENTRY = "history of ";

    private final MergeSpec spec;
    private final Discards discards;

    public HistoryFindings(MergeSpec spec) {
        this.spec = spec;
        this.discards = new Discards(spec.discard());
    }

    /** Looks at the tables whose rows the target takes from either side. */
    public List<Finding> findings(Schema staging, Schema production) {
        Set<String> laidOver = spec.overlay().values().stream()
                .flatMap(overlay -> Relations.tables(overlay, production).stream())
                .collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>();
        find("staging", staging, table -> !spec.overlay().containsKey(table)).forEach(findings::add);
        find("production", production, laidOver::contains).forEach(findings::add);
        return findings;
    }

    /** Gives what discard calls the histories of a database. */
    static Stream<String> entries(Schema schema) {
        return tables(schema).map(table -> ENTRY + table);
    }

    private static Stream<String> tables(Schema schema) {
        return schema.uncopied().stream()
                .filter(clause -> clause.startsWith(Schema.HISTORY))
                .map(clause -> clause.substring(Schema.HISTORY.length()));
    }

    private Stream<Finding> find(String role, Schema schema, Predicate<String> copied) {
        return tables(schema)
                .filter(copied)
                .filter(table -> !discards.contains(ENTRY + table))
                .map(table -> new Finding(
                                Level.BLOCKER,
                                ErrorCode.STRUCTURE,
                                table,
                                "The target takes the rows that " + role + "'s system-versioned " + table
                                        + " has now, and not their history.",
                                "Name it under discard, if it may go.")
                        .of(table)
                        .decidedBy(Decision.at(
                                "it goes, and the target's history begins with the run",
                                YamlText.list(List.of(ENTRY + table)),
                                "discard")));
    }
}
