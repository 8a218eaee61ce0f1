package dev.dbmerge.cli.demo;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes ETEngine's scenarios: border cases, what users saved, what the back office made, what API clients left. */
final class ScenarioRows implements RowMaker {
    private static final List<String> AREAS = areas();
    private static final List<String> REGIONS = List.of("grs", "ame");
    private static final List<String> SOURCES = Arrays.asList("ETM", "Energy Mixer", "ETFlex", null, null, null);
    /** The YAML of so many, with names as keys, is not far from the 64 KB that a TEXT holds. */
    private static final int MOST_SETTINGS = 1_200;

    private final Texts texts;
    private final UserValues values;
    private final UserValues.Keys keys;
    private final SavedScenarioIds saved;
    private final int users;

    ScenarioRows(Texts texts, UserValues values, UserValues.Keys keys, SavedScenarioIds saved, int users) {
        this.texts = texts;
        this.values = values;
        this.keys = keys;
        this.saved = saved;
        this.users = users;
    }

    @Override
    public Map<String, Object> row(int id, Dice dice) {
        Map<String, Object> row = new HashMap<>();
        putBasics(row, dice);
        putSettings(row, dice);
        if (saved.has(id)) {
            putSaved(row, dice);
        } else if (dice.chance(0.01)) {
            putOfBackOffice(row, dice);
        } else if (dice.chance(0.05)) {
            row.put("preset_scenario_id", dice.between(1, id));
        }
        if (BorderCase.has(id)) {
            BorderCase.ALL.get(id - 1).putInto(row);
        }
        return row;
    }

    private void putBasics(Map<String, Object> row, Dice dice) {
        LocalDateTime made = dice.moment();
        String area = dice.pick(AREAS);
        boolean region = REGIONS.contains(area);
        row.put("title", dice.chance(0.8) ? "API" : null);
        row.put("area_code", area);
        row.put("country", region ? "nl" : area);
        row.put("region", region ? area : dice.chance(0.2) ? "" : null);
        row.put("end_year", dice.pick(List.of(2020, 2030, 2040, 2040, 2040, 2050)));
        row.put("source", dice.pick(SOURCES));
        row.put("type", "ApiScenario");
        row.put("complexity", 3);
        row.put("use_fce", dice.pick(Arrays.asList(0, 0, 0, null, 1)));
        row.put("created_at", dice.chance(0.0005) ? null : made);
        row.put("updated_at", made.plusSeconds((long) dice.falling(10_000)));
        row.put("present_updated_at", dice.chance(0.2) ? dice.moment() : null);
    }

    private void putSettings(Map<String, Object> row, Dice dice) {
        boolean none = dice.chance(0.12);
        int count = dice.chance(0.4) ? 0 : 8 + (int) Math.min(110, dice.falling(12));
        List<UserValues.Setting> settings = values.draw(dice, dice.chance(0.0004) ? MOST_SETTINGS : count);
        List<UserValues.Setting> few = settings.subList(0, Math.min(9, settings.size()));
        row.put("user_values", none ? null : values.yaml(settings, keys));
        row.put("balanced_values", dice.chance(0.4) ? values.yaml(few, keys) : null);
        row.put("user_updates", dice.chance(0.1) ? values.yaml(few, keys) : null);
    }

    private void putSaved(Map<String, Object> row, Dice dice) {
        row.put("title", texts.title(dice));
        row.put("description", dice.chance(0.4) ? texts.cut(dice, dice.between(200, 4_000)) : null);
        row.put("protected", 1);
        row.put("source", "ETM");
        row.put("type", "Scenario");
    }

    private void putOfBackOffice(Map<String, Object> row, Dice dice) {
        row.put("title", texts.title(dice));
        row.put("description", dice.chance(0.5) ? "" : texts.cut(dice, 300));
        row.put("protected", dice.pick(Arrays.asList(1, 0, null)));
        row.put("user_id", dice.between(1, users));
        row.put("author", texts.person(dice));
        row.put("in_start_menu", dice.pick(Arrays.asList(1, 0, null)));
        row.put("type", "Scenario");
    }

    private static List<String> areas() {
        List<String> areas = new ArrayList<>(Collections.nCopies(60, "nl"));
        areas.addAll(Collections.nCopies(8, "de"));
        areas.addAll(Collections.nCopies(5, "uk"));
        areas.addAll(List.of("fr", "be", "pl", "tr", "eu", "br", "es", "grs", "ame"));
        return List.copyOf(areas);
    }
}
