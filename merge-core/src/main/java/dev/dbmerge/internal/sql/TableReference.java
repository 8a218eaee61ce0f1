package dev.dbmerge.internal.sql;

/**
 * One table of a FROM, USING or UPDATE list.
 *
 * @param database empty where the name has none
 * @param table empty for a derived table or a table function
 * @param reference the alias, else the name; empty where a derived table has no alias
 * @param at index of its first token
 */
record TableReference(String database, String table, String reference, int at) {
    boolean derived() {
        return table.isEmpty();
    }
}
