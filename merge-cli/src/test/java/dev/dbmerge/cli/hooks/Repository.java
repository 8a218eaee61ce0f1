package dev.dbmerge.cli.hooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An application's repository: a bare remote, the clone that the hooks have, and another in which others work. Staging and
 * production begin at the same commit.
 */
final class Repository {
    private final ReleaseBench bench;
    private final Path remote;
    private final Path clone;
    private final Path others;

    Repository(ReleaseBench bench, String name) throws IOException {
        this.bench = bench;
        this.remote = bench.folder.resolve(name + ".git");
        this.clone = bench.folder.resolve("a clone of " + name);
        this.others = bench.folder.resolve(name + "-others");
        bench.git(bench.folder, "init", "--quiet", "--bare", remote.toString());
        bench.git(bench.folder, "clone", "--quiet", remote.toString(), others.toString());
        bench.git(others, "checkout", "--quiet", "-b", "production");
        write("Gemfile.lock", "rails");
        write("app", "one");
        bench.git(others, "push", "--quiet", "origin", "production", "production:staging", "production:master");
        bench.git(bench.folder, "clone", "--quiet", "--branch", "production", remote.toString(), clone.toString());
    }

    Path remote() {
        return remote;
    }

    Path ours() {
        return clone;
    }

    Path others() {
        return others;
    }

    /** Commits a file on a branch and pushes it, as somebody else does. */
    String commit(String branch, String file, String text) throws IOException {
        bench.git(others, "fetch", "--quiet");
        bench.git(others, "checkout", "--quiet", "--detach", "origin/" + branch);
        String commit = write(file, text);
        bench.git(others, "push", "--quiet", "origin", "HEAD:refs/heads/" + branch);
        return commit;
    }

    /** Brings one commit of production into staging as a commit of its own. */
    void pick(String commit) throws IOException {
        bench.git(others, "fetch", "--quiet");
        bench.git(others, "checkout", "--quiet", "--detach", "origin/staging");
        bench.git(others, "cherry-pick", commit);
        bench.git(others, "push", "--quiet", "origin", "HEAD:refs/heads/staging");
    }

    private String write(String file, String text) throws IOException {
        Files.writeString(others.resolve(file), text + "\n");
        bench.git(others, "add", file);
        bench.git(others, "commit", "--quiet", "--message", file + ": " + text);
        return bench.git(others, "rev-parse", "HEAD");
    }

    /** Gives the commit that a branch or tag of the remote is at. */
    String at(String name) throws IOException {
        return bench.git(remote, "rev-parse", name + "^{commit}");
    }

    /** Gives the subjects of a branch, the latest first. */
    String history(String branch) throws IOException {
        return bench.git(remote, "log", "--topo-order", "--format=%s", branch).replace("\n", " < ");
    }

    boolean isLine(String branch) throws IOException {
        return bench.git(remote, "rev-list", "--merges", branch).isEmpty();
    }
}
