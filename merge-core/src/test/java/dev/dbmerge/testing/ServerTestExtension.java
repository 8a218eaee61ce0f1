package dev.dbmerge.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Makes one invocation of a {@link ServerTest} a server; the servers live in the root store until the JVM's end. */
final class ServerTestExtension implements TestTemplateInvocationContextProvider {
    private static final Namespace HERE = Namespace.create(ServerTestExtension.class);

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        TestServers servers = context.getRoot()
                .getStore(HERE)
                .getOrComputeIfAbsent(StartedServers.class, key -> StartedServers.start(), StartedServers.class)
                .servers();
        List<String> only = List.of(
                context.getRequiredTestMethod().getAnnotation(ServerTest.class).only());
        return servers.all().stream()
                .filter(server -> only.isEmpty() || only.contains(server.name()))
                .map(server -> new OnServer(server, servers));
    }

    @Override
    public boolean mayReturnZeroTestTemplateInvocationContexts(ExtensionContext context) {
        return context.getRequiredTestMethod().getAnnotation(ServerTest.class).only().length > 0;
    }

    /** One invocation. */
    private record OnServer(TestServer server, TestServers servers) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocation) {
            return server.product();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Leaks(servers), new Parameters(server, servers));
        }
    }

    /** Looks at all servers around a test, since a merge may use several. */
    private static final class Leaks implements BeforeEachCallback, AfterEachCallback {
        private final TestServers servers;
        private List<LeakGuard> guards = List.of();

        Leaks(TestServers servers) {
            this.servers = servers;
        }

        @Override
        public void beforeEach(ExtensionContext context) throws Exception {
            List<LeakGuard> before = new ArrayList<>();
            for (TestServer server : servers.all()) {
                before.add(LeakGuard.before(server));
            }
            guards = List.copyOf(before);
        }

        @Override
        public void afterEach(ExtensionContext context) throws Exception {
            for (LeakGuard guard : guards) {
                guard.after();
            }
        }
    }

    /** Gives a test its servers. */
    private record Parameters(TestServer server, TestServers servers) implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == TestServer.class || type == TestServers.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestServer.class ? server : servers;
        }
    }
}
