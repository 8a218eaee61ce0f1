package dev.dbmerge.internal.promote;

import java.util.List;
import java.util.Set;

/**
 * One database's share in a swap.
 *
 * @param held names of the live tables whose writers are held off one by one
 * @param alsoNamed what catching up names beside the tables that change over, as {@code table} or {@code table AS alias}
 */
record Share(Changeover changeover, CodeChange code, Set<String> held, List<String> alsoNamed) {
    Share {
        held = Set.copyOf(held);
        alsoNamed = List.copyOf(alsoNamed);
    }
}
