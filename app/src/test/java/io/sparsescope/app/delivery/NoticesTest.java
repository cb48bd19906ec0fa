package io.sparsescope.app.delivery;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever is named in the build is named in the notices. */
final class NoticesTest {
    private static final Path ROOT = Path.of(System.getProperty("sparsescope.home", ".."));
    private static final Pattern DEPENDENCY =
            Pattern.compile("<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)<");

    @Test
    void everyLibraryOfTheBuildHasItsLicenceInTheNotices() throws IOException {
        String notices = Files.readString(ROOT.resolve("THIRD-PARTY.md"));
        StringBuilder modules = new StringBuilder();
        for (String module : List.of("engine", "views", "resources", "app")) {
            modules.append(Files.readString(ROOT.resolve(module).resolve("pom.xml")));
        }
        List<String> named =
                DEPENDENCY
                        .matcher(modules)
                        .results()
                        .filter(found -> !found.group(1).contains("sparsescope"))
                        .map(found -> found.group(2))
                        .distinct()
                        .toList();
        assertTrue(named.size() > 15, "the build file was not understood: " + named);
        List<String> missing =
                named.stream().filter(library -> !isNoted(library, notices)).toList();
        assertTrue(missing.isEmpty(), "not in THIRD-PARTY.md: " + missing);
    }

    /** JavaFX's modules stand there in braces. */
    private static boolean isNoted(String library, String notices) {
        return notices.contains(library)
                || library.startsWith("javafx-")
                        && Pattern.compile("javafx-\\{[^}]*" + library.substring(7))
                                .matcher(notices)
                                .find();
    }
}
