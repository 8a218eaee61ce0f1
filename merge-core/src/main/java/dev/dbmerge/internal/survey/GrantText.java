package dev.dbmerge.internal.survey;

import dev.dbmerge.report.Privilege;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Spells GRANT statements. */
public final class GrantText {
    private GrantText() {}

    /** Gives one statement for each thing that privileges are held on, in their order. */
    public static List<String> statements(Collection<Privilege> privileges, String account) {
        Map<String, List<String>> byPlace = privileges.stream()
                .collect(Collectors.groupingBy(
                        Privilege::on,
                        LinkedHashMap::new,
                        Collectors.mapping(
                                Privilege::name,
                                Collectors.collectingAndThen(
                                        Collectors.toList(),
                                        names -> names.stream().distinct().toList()))));
        return byPlace.entrySet().stream()
                .map(place -> "GRANT " + String.join(", ", place.getValue()) + " ON " + place.getKey() + " TO "
                        + account + ";")
                .toList();
    }
}
