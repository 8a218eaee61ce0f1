package dev.dbmerge.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests a merge: gives the class's tests and test factories a server, the rules' cases, and a merged database.
 *
 * <p>Parameters may be {@link RuleTests}, a {@link DatabaseServer}, and with {@link Merged} a {@link javax.sql.DataSource} or a {@link
 * dev.dbmerge.report.MergeReport}. The server is started once for all classes of a test run that name the same one, and ended with it.
 *
 * <p>Files are named relative to the project's folder, that is Maven's {@code basedir}, else the working folder.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(MergeTestExtension.class)
public @interface MergeTest {
    /** Names the spec's file. */
    String value();

    /**
     * Names the server: {@code mariadb:11.4}, {@code mysql:8.0}, {@code mysql:9.7} or a JDBC URL.
     *
     * <p>Where it is empty the system property or environment variable {@code DBMERGE_TEST_SERVER} says it, else it is {@code mariadb:11.4}.
     */
    String server() default "";

    /** Says what percentage of a rule's changes its cases have to notice; 0 leaves coverage out. */
    int minCoverage() default 100;

    /** Names SQL files that fill staging before the merge that {@link Merged} gives. */
    String[] staging() default {};

    /** Names SQL files that fill production, as {@link #staging}. */
    String[] production() default {};
}
