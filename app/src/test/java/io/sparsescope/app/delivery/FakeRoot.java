package io.sparsescope.app.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A copy of the repository's outline, with stand-ins for java and mvn, in which the launcher can be
 * run.
 */
final class FakeRoot {
    /** What a run of the launcher left behind. */
    record Result(int exitCode, String out, String err) {}

    private static final String JAVA =
            """
            #!/bin/sh
            if [ "$1" = -version ]; then echo 'openjdk version "VERSION" 2025-10-21' >&2; exit; fi
            if [ "$2" = -version ]; then echo '    java.home = /fake' >&2; exit; fi
            echo "cwd=$(pwd -P)"
            printf '%s\\n' "$@"
            """;

    private static final String MAVEN =
            """
            #!/bin/sh
            echo "this goes to standard error"
            [ EXIT = 0 ] || exit EXIT
            mkdir -p app/target
            printf 'x.jar:y.jar' > app/target/classpath.txt
            printf -- '--first --second=2\\n' > app/target/jvm.flags
            touch app/target/build.stamp
            """;

    private final Path temp;
    private final Path directory;
    private final Map<String, String> environment = new TreeMap<>();

    FakeRoot(Path temp, Path script) throws IOException {
        this.temp = temp;
        this.directory = temp.resolve("root dir");
        Files.createDirectories(directory.resolve("engine/src/main"));
        Files.writeString(directory.resolve("pom.xml"), "<project/>");
        Files.writeString(directory.resolve("engine/src/main/A.java"), "class A {}");
        writeScript(directory.resolve("sparsescope"), Files.readString(script));
        environment.put("PATH", temp.resolve("bin") + ":/usr/bin:/bin");
        environment.put("HOME", temp.toString());
    }

    Path directory() {
        return directory;
    }

    /** What the launcher will find in its environment; nothing else is there. */
    Map<String, String> environment() {
        return environment;
    }

    void fakeJava(String folder, String version) throws IOException {
        writeScript(temp.resolve(folder).resolve("java"), JAVA.replace("VERSION", version));
    }

    void fakeMaven(int exitCode) throws IOException {
        writeScript(
                temp.resolve("bin").resolve("mvn"),
                MAVEN.replace("EXIT", Integer.toString(exitCode)));
    }

    Result launch(List<String> arguments) throws IOException, InterruptedException {
        return launch(directory.resolve("sparsescope"), arguments);
    }

    Result launch(Path script, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        Path out = temp.resolve("out.txt");
        Path err = temp.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the launcher did not end: " + command);
        }
        return new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err));
    }

    private static void writeScript(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
