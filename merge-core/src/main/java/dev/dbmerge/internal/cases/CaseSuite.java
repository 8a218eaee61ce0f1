package dev.dbmerge.internal.cases;

import java.util.List;
import java.util.Map;

/**
 * The cases of one spec.
 *
 * @param cases in the order of their files
 * @param accepted the changes that need no case, by subject
 */
public record CaseSuite(List<RuleCase> cases, Map<Subject, List<AcceptedChange>> accepted) {
    public CaseSuite {
        cases = List.copyOf(cases);
        accepted = Map.copyOf(accepted);
    }
}
