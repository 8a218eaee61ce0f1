package dev.dbmerge.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test once on every server of {@link TestServers}.
 *
 * <p>The test, its constructor's fixture methods ({@code @BeforeEach}, {@code @AfterEach}) and the constructor take a
 * {@link TestServer}, and where the test needs several servers also the {@link TestServers}. A test that leaves a
 * schema or a connection behind fails; what it made through {@link TestServer#schema} is dropped for it.
 */
@TestTemplate
@ExtendWith(ServerTestExtension.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface ServerTest {
    /** Names the servers, by {@link TestServer#name}, that the test is limited to; all when empty. */
    String[] only() default {};
}
