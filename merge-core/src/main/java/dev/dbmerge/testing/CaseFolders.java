package dev.dbmerge.testing;

import dev.dbmerge.internal.cases.CaseSuite;
import dev.dbmerge.spec.MergeSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the folder that the cases of a step lie in. */
final class CaseFolders {
    private CaseFolders() {}

    static Path of(MergeSpec spec, CaseSuite suite, String subject) {
        String id = subject.substring(subject.indexOf(':') + 1);
        List<String> names = List.of(id, subject.replaceFirst(":", "-"));
        return suite.cases().stream()
                .filter(each -> each.subject().toString().equals(subject))
                .flatMap(each -> Stream.iterate(each.at().file(), path -> path != null, Path::getParent))
                .filter(folder -> names.contains(String.valueOf(folder.getFileName())))
                .findFirst()
                .orElseGet(() -> spec.test().cases().resolve(id));
    }
}
