package io.sparsescope.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResourcesTest {
    private static final int TRUE_TYPE = 0x00010000;

    @ParameterizedTest
    @EnumSource
    void everyFontIsATrueTypeFile(FontFace face) throws IOException {
        try (var font = new DataInputStream(Resources.openFont(face))) {
            assertEquals(TRUE_TYPE, font.readInt(), face.path());
            assertTrue(font.available() > 50_000, face.path());
        }
        assertFalse(face.family().isBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fonts/Inter-OFL.txt", "fonts/JetBrainsMono-OFL.txt"})
    void everyFontFamilyCarriesItsLicence(String path) {
        assertTrue(Resources.text(path).contains("SIL OPEN FONT LICENSE Version 1.1"), path);
    }

    @ParameterizedTest
    @EnumSource
    void everyStylesheetHasAnAddressThatOpens(Stylesheet sheet) throws Exception {
        try (var stream = URI.create(Resources.stylesheet(sheet)).toURL().openStream()) {
            String css = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(css.contains(".root"), sheet.path());
        }
    }

    @Test
    void theBaseStylesheetAsksOnlyForFamiliesThatShip() {
        List<String> families = Resources.fonts().stream().map(FontFace::family).toList();
        List<String> asked =
                Resources.text(Stylesheet.BASE.path())
                        .lines()
                        .filter(line -> line.contains("-fx-font-family"))
                        .map(line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')))
                        .toList();
        assertFalse(asked.isEmpty());
        asked.forEach(family -> assertTrue(families.contains(family), family));
    }

    @Test
    void theDefaultPromptIsTheFirstOfSeveral() {
        assertEquals(Resources.prompts().getFirst(), Resources.defaultPrompt());
        assertTrue(Resources.prompts().size() >= 3);
        assertEquals(Resources.prompts().size(), new HashSet<>(Resources.prompts()).size());
    }

    @Test
    void storiesMakeAboutFortyKilobytesOfCleanText() {
        String text = Resources.storyText();
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(size >= 38_000 && size <= 44_000, "bytes: " + size);
        assertTrue(
                text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c != 0x7f && c != 0xfffd)),
                "control characters");
        assertFalse(text.contains("\n\n\n"), "at most one empty line");
    }

    @Test
    void everyStoryHasATitleAndEnoughTextForSeveralWindows() {
        assertTrue(Resources.stories().size() >= 8);
        for (Story story : Resources.stories()) {
            assertTrue(story.text().length() > 4_000, story.name());
            assertTrue(story.text().endsWith("\n"), story.name());
            assertTrue(story.title().length() < 60, story.title());
        }
    }

    @Test
    void everyStoryFileIsListedAndEveryListedStoryIsAFile() throws Exception {
        Path first =
                Path.of(Resources.class.getResource(Resources.storyPaths().getFirst()).toURI());
        try (Stream<Path> files = Files.list(first.resolveSibling("."))) {
            assertEquals(
                    Resources.storyPaths().stream().sorted().toList(),
                    files.map(file -> "stories/" + file.getFileName()).sorted().toList());
        }
    }

    @Test
    void aMissingResourceIsAnErrorThatNamesIt() {
        var error =
                assertThrows(
                        MissingResourceFileException.class,
                        () -> Resources.bytes("stories/none.txt"));
        assertTrue(
                String.valueOf(error.getMessage()).contains("stories/none.txt"), error::toString);
    }
}
