package io.sparsescope.resources;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything that ships beside the code, by type: fonts, style sheets, prompts, stories.
 *
 * <p>Every call gives the resource or throws a {@link MissingResourceFileException} that names it;
 * nothing here is ever null or silently empty. It knows nothing of JavaFX: it hands out streams,
 * addresses and text, and the caller makes fonts of them.
 */
public final class Resources {
    private static final String PROMPTS = "prompts/prompts.txt";

    private static final List<String> STORIES =
            List.of(
                    "the-clockmaker-of-harrow-bridge",
                    "the-fox-who-kept-a-ferry",
                    "the-lighthouse-at-the-end-of-the-chart",
                    "the-weaver-and-the-north-wind",
                    "seven-loaves-for-the-giant",
                    "the-owls-school",
                    "the-captain-of-the-soap-dish",
                    "the-garden-behind-the-wall",
                    "the-wren-and-the-two-kings");

    private Resources() {}

    /** The faces to load before any text is laid out. */
    public static List<FontFace> fonts() {
        return List.of(FontFace.values());
    }

    /** A fresh stream over the bytes of a TrueType file. */
    public static InputStream openFont(FontFace face) {
        return new ByteArrayInputStream(bytes(face.path()));
    }

    /** The address of a style sheet, in the form that {@code Scene.getStylesheets()} takes. */
    public static String stylesheet(Stylesheet sheet) {
        return locate(sheet.path()).toExternalForm();
    }

    /** The addresses of all style sheets, in the order in which they must be loaded. */
    public static List<String> stylesheets() {
        return List.of(Stylesheet.values()).stream().map(Resources::stylesheet).toList();
    }

    /** The prompt of a fresh window. */
    public static String defaultPrompt() {
        return prompts().getFirst();
    }

    /** The prompts that ship with the program, the default one first. */
    public static List<String> prompts() {
        return text(PROMPTS).lines().filter(line -> !line.isBlank()).toList();
    }

    /** The stories in their fixed order, on which quoted numbers depend. */
    public static List<Story> stories() {
        return STORIES.stream().map(name -> new Story(name, text(storyPath(name)))).toList();
    }

    /** The paths of the stories inside this module, in the same order. */
    public static List<String> storyPaths() {
        return STORIES.stream().map(Resources::storyPath).toList();
    }

    /** All stories as one text, an empty line between each two; about 43 kB. */
    public static String storyText() {
        return stories().stream().map(Story::text).collect(Collectors.joining("\n"));
    }

    private static String storyPath(String name) {
        return "stories/" + name + ".txt";
    }

    /** Strict: a byte sequence that is not UTF-8 is an error, not a replacement character. */
    static String text(String path) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(path)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MissingResourceFileException(path, e);
        }
    }

    static byte[] bytes(String path) {
        try (InputStream stream = locate(path).openStream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new MissingResourceFileException(path, e);
        }
    }

    private static URL locate(String path) {
        URL url = Resources.class.getResource(path);
        if (url == null) {
            throw new MissingResourceFileException(path);
        }
        return url;
    }
}
