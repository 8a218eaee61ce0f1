package dev.dbmerge.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for what the merge of a class's {@link MergeTest} made: the target as a {@link javax.sql.DataSource}, or the {@link
 * dev.dbmerge.report.MergeReport}.
 *
 * <p>It runs once for a class, before the first test that asks: structure as for cases, rows of the SQL files that {@link MergeTest#staging}
 * and {@link MergeTest#production} name, no hooks of the spec. The databases are dropped after the class; its tests see each other's changes.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Merged {}
