package dev.dbmerge.cli.demo;

import java.time.LocalDateTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes what users leave in ETModel: comments, saved scenarios and sessions. */
final class CommunityRows {
    private final Texts texts;
    private final UserValues values;
    private final SavedScenarioIds saved;
    private final int users;

    CommunityRows(Texts texts, UserValues values, SavedScenarioIds saved, int users) {
        this.texts = texts;
        this.values = values;
        this.saved = saved;
        this.users = users;
    }

    /**
     * Makes a comment on a prediction.
     *
     * @param type what commentable_type says of a prediction: 0 while it is a number
     * @param predictions the ids of those that a comment may hang on
     */
    Map<String, Object> comment(Dice dice, Object type, List<Integer> predictions) {
        Map<String, Object> row = new HashMap<>();
        boolean anonymous = dice.chance(0.4);
        row.put("commentable_id", dice.chance(0.02) ? 9_999 : dice.pick(predictions));
        row.put("commentable_type", type);
        row.put("user_id", anonymous ? null : user(dice));
        row.put("email", anonymous ? "anon" + dice.below(10_000) + "@example.org" : null);
        row.put("name", anonymous && dice.chance(0.8) ? texts.person(dice) : null);
        row.put(
                "body",
                texts.cut(dice, dice.pick(List.of(20, 200, 900, 4_000))) + (dice.chance(0.5) ? " <b>x</b>" : ""));
        putTimes(row, dice);
        return row;
    }

    Map<String, Object> savedScenario(Dice dice) {
        Map<String, Object> row = new HashMap<>();
        row.put("user_id", user(dice));
        row.put("scenario_id", saved.draw(dice));
        row.put("settings", dice.chance(0.7) ? null : values.yaml(values.draw(dice, 12), UserValues.Keys.NAMES));
        putTimes(row, dice);
        return row;
    }

    Map<String, Object> session(Dice dice) {
        Map<String, Object> row = new HashMap<>();
        row.put("session_id", dice.hex(32));
        row.put("data", Base64.getMimeEncoder().encodeToString(dice.bytes(dice.between(200, 2_200))));
        putTimes(row, dice);
        return row;
    }

    /** One of a hundred is a user who is gone. */
    private int user(Dice dice) {
        return dice.chance(0.01) ? users + dice.between(1_000, 1_999) : dice.between(1, users);
    }

    private static void putTimes(Map<String, Object> row, Dice dice) {
        LocalDateTime made = dice.moment();
        row.put("created_at", made);
        row.put("updated_at", made.plusSeconds((long) dice.falling(10_000)));
    }
}
