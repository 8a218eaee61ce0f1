package dev.dbmerge.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes hooks into a folder, runs them and keeps what they print. */
final class HookScripts implements MergeListener {
    final Path folder;
    final List<String> printed = new ArrayList<>();
    final Map<HookVariable, String> variables = new EnumMap<>(HookVariable.class);

    HookScripts(Path folder) {
        this.folder = folder;
    }

    Path write(String name, String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    List<ProcessHook> found(String... secrets) {
        return ProcessHook.in(folder, this, List.of(secrets), ProcessHook.DEFAULT_TIMEOUT);
    }

    void run(Moment moment, String... secrets) {
        found(secrets).forEach(hook -> hook.at(new HookContext(moment, variables)));
    }

    void runWithin(Duration timeout, Moment moment) {
        ProcessHook.in(folder, this, List.of(), timeout).forEach(hook -> hook.at(new HookContext(moment, variables)));
    }

    @Override
    public void hookPrinted(String hook, String line) {
        printed.add(hook + "| " + line);
    }
}
