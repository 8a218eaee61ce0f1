package dev.dbmerge.internal.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class YamlPieceTest {
    @Test
    void mappingsMergeAndListsAppend() {
        assertEquals(
                List.of(
                        "overlay:",
                        "  users:",
                        "    drop: [a, b]",
                        "    columns:",
                        "      x: \"COALESCE(y, '')\"",
                        "  \"on\": {}",
                        "discard: [old]"),
                merged(
                        List.of("overlay:", "  users: { drop: [a] }"),
                        List.of("overlay:", "  users:", "    drop: [b, a]", "    columns: { x: \"COALESCE(y, '')\" }"),
                        List.of("overlay:", "  \"on\": {}", "discard: [old]")));
    }

    @Test
    void oneValueCannotBeTwoThings() {
        YamlPiece piece =
                YamlPiece.empty().with(List.of("tables:", "  x: accept")).orElseThrow();

        assertEquals(false, piece.with(List.of("tables:", "  x: empty")).isPresent());
        assertEquals(
                false,
                piece.with(List.of("tables:", "  x: { keep-production: [a] }")).isPresent());
        assertEquals(
                Optional.of(List.of("tables:", "  x: accept")),
                piece.with(piece.lines()).map(YamlPiece::lines));
    }

    @Test
    void aLongListStandsOnLinesOfItsOwn() {
        String reference = "{ from: comments.user_id, to: users.id, orphans: warn }";

        assertEquals(
                List.of("references:", "  - " + reference, "  - predictions.user_id -> users.id"),
                merged(
                        List.of("references: [" + reference + "]"),
                        List.of("references:", "  - predictions.user_id -> users.id")));
    }

    @SafeVarargs
    private static List<String> merged(List<String>... pieces) {
        YamlPiece piece = YamlPiece.empty();
        for (List<String> lines : pieces) {
            piece = piece.with(lines).orElseThrow();
        }
        return piece.lines();
    }
}
