package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts views behind the views that their texts name. */
final class ViewOrder {
    private final Map<String, CodeObject> views = new LinkedHashMap<>();
    private final Set<String> entered = new LinkedHashSet<>();
    private final List<CodeObject> sorted = new ArrayList<>();

    private ViewOrder(List<CodeObject> views) {
        views.forEach(view -> this.views.put(view.name(), view));
    }

    /** Sorts; a circle, which only a column with a view's name makes, is cut somewhere. */
    static List<CodeObject> sort(List<CodeObject> views) {
        ViewOrder order = new ViewOrder(views);
        views.forEach(order::enter);
        return List.copyOf(order.sorted);
    }

    private void enter(CodeObject view) {
        if (!entered.add(view.name())) {
            return;
        }
        for (Token token : SqlText.tokens(view.createSql())) {
            if (token.isName() && views.containsKey(token.name())) {
                enter(views.get(token.name()));
            }
        }
        sorted.add(view);
    }
}
