package io.sparsescope.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * llama.cpp's worker with the packages that its lock names, installed by {@code npm ci} in a
 * directory of the build, and again only when the lock has changed.
 */
final class NodeModules {
    private static final int OLDEST_NODE = 20;
    private static final String LOCK = "package-lock.json";
    private static final List<String> FILES = List.of("package.json", LOCK, ".npmrc", "worker.mjs");
    private static final String REMEDY = "; install Node.js 20 or newer with npm";

    private NodeModules() {}

    /**
     * Makes the directory ready.
     *
     * @param source the worker's sources
     * @param target where it is to run
     * @throws PeerException when Node.js or npm is missing or the packages cannot be had
     */
    static void install(Path source, Path target) {
        requireNode();
        run(Path.of("."), "npm", "--version");
        try {
            Files.createDirectories(target);
            for (String file : FILES) {
                Files.copy(
                        source.resolve(file),
                        target.resolve(file),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Path installed = target.resolve("installed.json");
            if (Files.exists(installed) && Files.mismatch(installed, target.resolve(LOCK)) < 0) {
                return;
            }
            run(target, "npm", "ci");
            Files.copy(target.resolve(LOCK), installed, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void requireNode() {
        String version = run(Path.of("."), "node", "--version").strip();
        int major = Integer.parseInt(version.replaceAll("v?(\\d+).*", "$1"));
        if (major < OLDEST_NODE) {
            throw new PeerException("Node.js is " + version + REMEDY);
        }
    }

    private static String run(Path directory, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new PeerException(
                        String.join(" ", command)
                                + " failed; it needs the npm registry once:\n"
                                + output.strip());
            }
            return output;
        } catch (IOException failure) {
            throw new PeerException(command[0] + " cannot be run" + REMEDY, failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new PeerException("interrupted", failure);
        }
    }
}
