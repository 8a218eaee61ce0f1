package dev.dbmerge.testing;

/** A server of the tests, as users' tests see one; closing it closes nothing. */
record ServerOfTest(TestServer server) implements DatabaseServer {
    @Override
    public String url(String schema) {
        return server.url(schema);
    }

    @Override
    public String user() {
        return server.user();
    }

    @Override
    public String password() {
        return server.password();
    }

    @Override
    public String product() {
        return server.product();
    }

    @Override
    public void close() {}
}
