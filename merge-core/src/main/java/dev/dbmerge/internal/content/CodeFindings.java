package dev.dbmerge.internal.content;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.schema.CodeComparison;
import dev.dbmerge.internal.schema.CodeObject;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.yaml.YamlText;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.plan.Step.CodeKind;
import dev.dbmerge.spec.MergeSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the views, triggers, routines and events of production that the target would not have, and those that nobody may see. */
public final class CodeFindings {
    private static final Pattern BODY = Pattern.compile("(?s)the body of (.+?) \\(.*");

    private final Discards discards;
    private final Schema staging;
    private final Schema production;
    private final boolean sameVersion;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Makes it.
     *
     * @param sameVersion whether both servers print the same view in the same words
     */
    public CodeFindings(MergeSpec spec, Schema staging, Schema production, boolean sameVersion) {
        this.discards = new Discards(spec.discard());
        this.staging = staging;
        this.production = production;
        this.sameVersion = sameVersion;
    }

    /** Compares both sides by kind and name. */
    public List<Finding> findings() {
        production.code().stream()
                .filter(object -> !discards.contains(Discards.entry(object)))
                .filter(object -> !staging.code().stream().anyMatch(ours -> same(ours, object)))
                .filter(object -> !goesWithItsTable(object))
                .forEach(this::leftBehind);
        production.sequences().keySet().stream()
                .filter(name -> !staging.sequences().containsKey(name))
                .map(name -> "sequence " + name)
                .filter(entry -> !discards.contains(entry))
                .forEach(entry -> findings.add(leftBehind(entry)));
        production.hidden().forEach(this::hidden);
        idle();
        rewritten();
        return findings;
    }

    private static boolean same(CodeObject one, CodeObject other) {
        return one.kind() == other.kind() && one.name().equals(other.name());
    }

    private boolean goesWithItsTable(CodeObject object) {
        return object.kind() == CodeKind.TRIGGERS
                && CodeComparison.triggerTable(object)
                        .filter(table -> staging.table(table).isEmpty())
                        .isPresent();
    }

    private void leftBehind(CodeObject object) {
        Finding finding = leftBehind(Discards.entry(object));
        Optional<String> table =
                object.kind() == CodeKind.TRIGGERS ? CodeComparison.triggerTable(object) : Optional.empty();
        findings.add(table.map(finding::of).orElse(finding));
    }

    private static Finding leftBehind(String entry) {
        return new Finding(
                        Level.BLOCKER,
                        ErrorCode.OBJECT_LEFT_BEHIND,
                        entry,
                        "Production's " + entry + " is not in staging, and the spec does not decide about it.",
                        "Make it on staging, or name it under discard if it may go.")
                .decidedBy(Decision.at("it goes", YamlText.list(List.of(entry)), "discard"));
    }

    /** A clause is what {@link Schema#hidden} says, such as {@code triggers (GRANT TRIGGER ..)}. */
    private void hidden(String clause) {
        Matcher body = BODY.matcher(clause);
        String entry = body.matches() ? Discards.normal(body.group(1)).orElse(body.group(1)) : "hidden " + kind(clause);
        boolean stagingHasIt = staging.code().stream()
                .anyMatch(object -> Discards.entry(object).equals(entry));
        boolean wholeKind = body.matches() && discards.contains("hidden " + kindOf(entry));
        if (stagingHasIt || wholeKind || discards.contains(entry)) {
            return;
        }
        findings.add(new Finding(
                        Level.BLOCKER,
                        ErrorCode.NOT_VISIBLE,
                        production.name(),
                        "Production's account may not see " + clause
                                + ", so what staging lacks of them would be lost unseen.",
                        "Grant it, or leave behind what cannot be seen.")
                .decidedBy(Decision.at("what cannot be seen goes", YamlText.list(List.of(entry)), "discard")));
    }

    private static String kind(String clause) {
        String word = clause.substring(0, clause.indexOf(' ') < 0 ? clause.length() : clause.indexOf(' '));
        return word.equals("view") ? "views" : word;
    }

    private static String kindOf(String entry) {
        String word = entry.substring(0, entry.indexOf(' '));
        return Set.of("view", "trigger", "event").contains(word) ? word + "s" : "routines";
    }

    /** An entry for what the account may not see at all is taken on trust. */
    private void idle() {
        Set<String> there = new HashSet<>();
        HistoryFindings.entries(staging).forEach(there::add);
        HistoryFindings.entries(production).forEach(there::add);
        production.sequences().keySet().forEach(name -> there.add("sequence " + name));
        production.code().forEach(object -> there.add(Discards.entry(object)));
        production.hidden().forEach(clause -> {
            Matcher body = BODY.matcher(clause);
            there.add(body.matches() ? Discards.normal(body.group(1)).orElse("") : "hidden " + kind(clause));
            there.add(body.matches() ? "hidden " + kindOf(body.group(1)) : "");
        });
        discards.entries().stream()
                .filter(entry -> production.table(entry).isEmpty())
                .filter(entry -> !there.contains(entry) && !unseen(entry))
                .forEach(entry -> idle(
                        entry,
                        entry.startsWith("hidden ")
                                ? "discard names " + entry + ", and production's account sees all of them."
                                : "discard names " + entry + ", which production does not have."));
        staging.code().stream()
                .map(Discards::entry)
                .filter(entry -> discards.contains(entry) && there.contains(entry))
                .forEach(entry ->
                        idle(entry, "discard names " + entry + ", which staging has, so the target gets staging's."));
    }

    private boolean unseen(String entry) {
        return !entry.startsWith("hidden ")
                && production.hidden().stream().anyMatch(clause -> kind(clause).equals(kindOf(entry)));
    }

    private void idle(String entry, String problem) {
        findings.add(new Finding(Level.WARNING, ErrorCode.DECISION_IDLE, entry, problem, "Remove it from discard."));
    }

    private void rewritten() {
        CodeComparison comparison = new CodeComparison(staging, production);
        List<String> changed = staging.code().stream()
                .filter(ours -> ours.kind() != CodeKind.VIEWS && ours.kind() != CodeKind.ROUTINES || sameVersion)
                .filter(ours -> comparison
                        .counterpart(ours)
                        .filter(theirs -> !comparison.sayTheSame(ours, theirs))
                        .isPresent())
                .map(Discards::entry)
                .toList();
        if (!changed.isEmpty()) {
            findings.add(new Finding(
                    Level.NOTE,
                    ErrorCode.OBJECT_LEFT_BEHIND,
                    production.name(),
                    changed.stream().collect(Collectors.joining(", "))
                            + (changed.size() == 1 ? " has another text" : " have other texts")
                            + " in production; staging's goes live.",
                    ""));
        }
    }
}
