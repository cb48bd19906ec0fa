package io.sparsescope.views.sessionfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.format.JsonFile;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.views.session.Experiment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A session as a JSON file; vectors that are in no file of their own yet lie beside it. The file is
 * there whole or not at all, and names nothing that is not there.
 *
 * @param path where it is
 * @param document what is understood of it
 * @param tree all that it holds
 */
public record SessionFile(Path path, SessionDocument document, ObjectNode tree) {
    /** How the names of session files end. */
    public static final String EXTENSION = ".sparsescope.json";

    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
    private static final int MAJOR = 1;

    /** Objects whose keys are data, not fields. */
    private static final Set<String> MAPS = Set.of("overrides", "levels", "view");

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    /** What is tried in one line of JSON, as a step of a session file says it. */
    public static String settings(Experiment experiment) {
        return MAPPER.valueToTree(StepEntries.of(experiment)).toString();
    }

    /** Whether a path looks like a session file, not a model. */
    public static boolean isNamedLikeOne(Path path) {
        return String.valueOf(path.getFileName()).endsWith(EXTENSION);
    }

    /**
     * Reads a file. What a newer minor version added is kept for {@link SessionWriter} and
     * otherwise ignored.
     *
     * @throws MalformedInputException when it is no session or unsound, with the place
     * @throws UnsupportedInputException when another major version wrote it
     */
    public static SessionFile read(Path path) {
        JsonNode root = JsonFile.readObject(path);
        if (!root.path("format").asText().equals(SessionDocument.FORMAT)) {
            throw new MalformedInputException(
                    path,
                    "is no session: its format is not '" + SessionDocument.FORMAT + "'",
                    "open a file that Sparsescope saved");
        }
        requireVersion(path, root.path("version").asText());
        try {
            SessionDocument document = MAPPER.treeToValue(root, SessionDocument.class);
            SessionCheck.require(path, document);
            return new SessionFile(path, document, (ObjectNode) root);
        } catch (JsonMappingException problem) {
            throw new MalformedInputException(
                    path,
                    "is no sound session at "
                            + place(problem)
                            + " ("
                            + problem.getOriginalMessage()
                            + ")",
                    SessionCheck.REMEDY);
        } catch (JsonProcessingException problem) {
            throw new MalformedInputException(
                    path,
                    "is no sound session (" + problem.getOriginalMessage() + ")",
                    SessionCheck.REMEDY);
        }
    }

    private static String place(JsonMappingException problem) {
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference step : problem.getPath()) {
            String field = step.getFieldName();
            place.append(
                    field == null
                            ? "[" + step.getIndex() + "]"
                            : place.isEmpty() ? field : "." + field);
        }
        return place.isEmpty() ? "its beginning" : place.toString();
    }

    private static void requireVersion(Path path, String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            throw new MalformedInputException(
                    path, "has no version such as 1.0", "open a file that Sparsescope saved");
        }
        if (Integer.parseInt(parts.group(1)) != MAJOR) {
            throw new UnsupportedInputException(
                    path,
                    "is a session of version "
                            + version
                            + ", and this program reads "
                            + MAJOR
                            + ".x",
                    "open it with the program that saved it, or update this one");
        }
    }

    /**
     * Replaces a file.
     *
     * @param before what the file held when it was read, whose unknown fields are kept; null for a
     *     new one
     * @throws java.io.UncheckedIOException when it cannot be written; it is then as it was
     */
    static SessionFile write(Path path, SessionDocument document, @Nullable SessionFile before) {
        ObjectNode tree = MAPPER.valueToTree(document);
        if (before != null) {
            keepUnknown(before.tree(), tree);
        }
        AtomicFile.write(path, (tree.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
        return new SessionFile(path, document, tree);
    }

    /** Fields that only {@code old} has are taken over; entries of lists have changed places. */
    private static void keepUnknown(ObjectNode old, ObjectNode now) {
        old.properties()
                .forEach(field -> {
                    JsonNode known = now.get(field.getKey());
                    if (known == null) {
                        now.set(field.getKey(), field.getValue());
                    } else if (known instanceof ObjectNode inner
                            && field.getValue() instanceof ObjectNode outer
                            && !MAPS.contains(field.getKey())) {
                        keepUnknown(outer, inner);
                    }
                });
    }
}
