package dev.dbmerge.testing;

import dev.dbmerge.report.MergeReport;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.SpecLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the parameters that {@link MergeTest} promises.
 *
 * <p>Servers live in JUnit's root store, by their names; what belongs to a class in the class's. Needs JUnit 5.13 or later, which closes
 * what is {@link AutoCloseable} there.
 */
public final class MergeTestExtension implements ParameterResolver {
    private static final Namespace HERE = Namespace.create(MergeTestExtension.class);
    private static final Set<Class<?>> PLAIN = Set.of(RuleTests.class, DatabaseServer.class);
    private static final Set<Class<?>> OF_THE_MERGE = Set.of(DataSource.class, MergeReport.class);

    /** Made by JUnit. */
    public MergeTestExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return PLAIN.contains(type) || parameter.isAnnotated(Merged.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Class<?> annotated = annotated(context);
        MergeTest said = annotated.getAnnotation(MergeTest.class);
        Store store = ofClass(context, annotated).getStore(HERE);
        if (type == DatabaseServer.class) {
            return server(context, said);
        }
        if (type == RuleTests.class) {
            return store.getOrComputeIfAbsent(
                    RuleTests.class, key -> rules(annotated, said, server(context, said)), RuleTests.class);
        }
        if (!OF_THE_MERGE.contains(type)) {
            throw new ExtensionConfigurationException("@Merged gives a DataSource or a MergeReport, but "
                    + parameter.getDeclaringExecutable() + " asks for a " + type.getName() + ".");
        }
        MergedDatabase merged = store.getOrComputeIfAbsent(
                MergedDatabase.class, key -> merged(annotated, said, server(context, said)), MergedDatabase.class);
        return type == MergeReport.class ? merged.report() : merged.verified();
    }

    private static Class<?> annotated(ExtensionContext context) {
        return Stream.<Class<?>>iterate(context.getRequiredTestClass(), type -> type != null, Class::getEnclosingClass)
                .filter(type -> type.isAnnotationPresent(MergeTest.class))
                .findFirst()
                .orElseThrow(() -> new ExtensionConfigurationException(
                        context.getRequiredTestClass().getName() + " has no @MergeTest, which names the spec."));
    }

    /** A method's own context would forget everything behind the method; a nested class uses what the outer one has. */
    private static ExtensionContext ofClass(ExtensionContext context, Class<?> annotated) {
        ExtensionContext at = context;
        while (at.getTestMethod().isPresent()
                || at.getTestClass().filter(annotated::equals).isEmpty()) {
            at = at.getParent().orElseThrow();
        }
        return at;
    }

    private static DatabaseServer server(ExtensionContext context, MergeTest said) {
        String name = Optional.of(said.server())
                .filter(text -> !text.isEmpty())
                .or(() -> Cache.setting("DBMERGE_TEST_SERVER"))
                .orElse(Servers.DEFAULT);
        return context.getRoot()
                .getStore(HERE)
                .getOrComputeIfAbsent("server " + name, key -> Servers.of(name), DatabaseServer.class);
    }

    private static RuleTests rules(Class<?> annotated, MergeTest said, DatabaseServer server) {
        RuleTests.Builder builder = RuleTests.of(spec(annotated, said)).server(server);
        return said.minCoverage() == 0
                ? builder.withoutCoverage().open()
                : builder.minCoverage(said.minCoverage()).open();
    }

    private static MergedDatabase merged(Class<?> annotated, MergeTest said, DatabaseServer server) {
        return MergedDatabase.merge(
                spec(annotated, said), server, files(annotated, said.staging()), files(annotated, said.production()));
    }

    private static MergeSpec spec(Class<?> annotated, MergeTest said) {
        return SpecLoader.loadForTests(file(annotated, said.value()), System.getenv());
    }

    private static List<Path> files(Class<?> annotated, String... names) {
        return Stream.of(names).map(name -> file(annotated, name)).toList();
    }

    private static Path file(Class<?> annotated, String name) {
        Path folder = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            throw new ExtensionConfigurationException("The @MergeTest of " + annotated.getName() + " names " + name
                    + ", which is not there in " + folder + ". Name it relative to the project's folder.");
        }
        return file;
    }
}
