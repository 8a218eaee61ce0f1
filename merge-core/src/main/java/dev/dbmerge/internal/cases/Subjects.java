package dev.dbmerge.internal.cases;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.cases.Subject.Kind;
import dev.dbmerge.internal.yaml.Mistakes;
import dev.dbmerge.internal.yaml.SourceFile;
import dev.dbmerge.internal.yaml.Suggestion;
import dev.dbmerge.spec.MergeSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells which rule, table or check of a spec a folder of cases tests. */
final class Subjects {
    private final List<Subject> known = new ArrayList<>();

    Subjects(MergeSpec spec) {
        spec.cleanup().forEach(rule -> known.add(new Subject(Kind.CLEANUP, rule.id())));
        spec.overlay().keySet().forEach(table -> known.add(new Subject(Kind.OVERLAY, table)));
        spec.checks().forEach(check -> known.add(new Subject(Kind.CHECK, check.id())));
        known.add(new Subject(Kind.MERGE, spec.name()));
    }

    /** Gives a folder's name that fits. */
    String example() {
        return known.get(0).id();
    }

    /** Gives what the folder's name stands for, or notes why that is not clear. */
    Optional<Subject> of(Path folder, Mistakes mistakes) {
        String name = folder.getFileName().toString();
        List<Subject> exact =
                known.stream().filter(subject -> longName(subject).equals(name)).toList();
        List<Subject> found = exact.isEmpty()
                ? known.stream().filter(subject -> subject.id().equals(name)).toList()
                : exact;
        if (found.size() == 1) {
            return Optional.of(found.get(0));
        }
        SourceFile nothing = new SourceFile(folder, "");
        mistakes.add(
                ErrorCode.CASE,
                nothing,
                nothing.at(1, 1),
                found.isEmpty()
                        ? "The spec has no rule, overlaid table or check " + name + "."
                        : "The name " + name + " stands for "
                                + found.stream().map(Subject::toString).collect(Collectors.joining(" and ")) + ".",
                found.isEmpty()
                        ? Suggestion.sentence(
                                name, known.stream().map(Subject::id).distinct().toList())
                        : "Name the folder "
                                + found.stream().map(Subjects::longName).collect(Collectors.joining(" or ")) + ".");
        return Optional.empty();
    }

    private static String longName(Subject subject) {
        return subject.kind().name().toLowerCase(Locale.ROOT) + "-" + subject.id();
    }
}
