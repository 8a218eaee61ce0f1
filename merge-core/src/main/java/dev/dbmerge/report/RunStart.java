package dev.dbmerge.report;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Says which run begins.
 *
 * @param runId unique for each run
 * @param name the spec's name
 * @param spec the spec's file
 * @param target the schema that is built
 * @param targetServer the server that it is built on, for people
 * @param version of dbmerge
 * @param steps how many the plan has
 */
public record RunStart(
        String runId, String name, Path spec, String target, String targetServer, String version, int steps) {
    public RunStart {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(targetServer, "targetServer");
        Objects.requireNonNull(version, "version");
    }
}
