package io.sparsescope.views.sessionfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.views.session.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionFileTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir private Path directory;

    private Path file() {
        return directory.resolve("story" + SessionFile.EXTENSION);
    }

    private static List<Experiment> experiments(SessionDocument document) {
        var sets = Map.of(Kept.TRAINED.vectors().hash(), Kept.TRAINED);
        return document.steps().stream().map(step -> StepEntries.experiment(step, sets)).toList();
    }

    private void edit(Consumer<ObjectNode> change) throws IOException {
        ObjectNode tree = (ObjectNode) MAPPER.readTree(file().toFile());
        change.accept(tree);
        MAPPER.writeValue(file().toFile(), tree);
    }

    @Test
    void everyKindOfStepComesBackAsItWas() {
        SessionWriter.write(file(), Kept.at(2, null, null), null);
        SessionDocument read = SessionFile.read(file()).document();
        assertEquals(Kept.steps(), experiments(read));
        assertEquals(2, read.step());
        assertEquals("model.layers.2.mlp.gate_proj", read.selection().site());
        assertEquals(3, read.selection().position());
        assertFalse(read.liveText());
        assertEquals("stability", read.view().get("front"));
    }

    @Test
    void vectorsThatAreInNoFileLieBesideItAndGoWhenTheyAreNoLongerNamed() throws IOException {
        SessionFile first = SessionWriter.write(file(), Kept.at(0, null, null), null);
        Path beside = directory.resolve(first.document().vectors().getFirst().path());
        assertTrue(Files.isRegularFile(beside), beside.toString());
        KeptSession kept = Kept.at(0, null, null);
        var without =
                new KeptSession(
                        null,
                        kept.steps().subList(0, 2),
                        0,
                        kept.selection(),
                        true,
                        kept.view(),
                        List.of(),
                        null,
                        null);
        SessionWriter.write(file(), without, first);
        assertFalse(Files.exists(beside));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file()), files.toList(), "nothing unfinished is left");
        }
    }

    @Test
    void jobsComeBack() {
        var sweep = Kept.sweep(directory);
        SessionWriter.write(file(), Kept.at(1, sweep, null), null);
        var paths = new RelativePaths(file());
        var job = Objects.requireNonNull(SessionFile.read(file()).document().job());
        assertEquals(sweep, JobEntries.sweep(file(), job, paths));
        assertEquals(List.of("a text.txt"), job.texts(), "relative to the session");

        var training = Kept.training(directory);
        SessionWriter.write(file(), Kept.at(3, null, training), null);
        SessionDocument read = SessionFile.read(file()).document();
        job = Objects.requireNonNull(read.job());
        assertEquals(
                training,
                JobEntries.training(job, experiments(read).get(job.step()).intervention(), paths));
    }

    @Test
    void whatANewerMinorVersionAddedIsKeptOnSaving() throws IOException {
        SessionWriter.write(file(), Kept.at(0, null, null), null);
        edit(tree -> {
            tree.put("version", "1.7");
            tree.putObject("annotations").put("colour", "blue");
            ((ObjectNode) tree.get("selection")).put("beams", 4);
            ((ObjectNode) tree.get("view")).put("hologram", "on");
        });
        SessionFile read = SessionFile.read(file());
        SessionFile again = SessionWriter.write(file(), Kept.at(1, null, null), read);
        assertEquals("blue", again.tree().path("annotations").path("colour").asText());
        assertEquals(4, again.tree().path("selection").path("beams").asInt());
        assertEquals(1, SessionFile.read(file()).document().step());
    }

    @Test
    void anotherMajorVersionIsRefusedByName() throws IOException {
        SessionWriter.write(file(), Kept.at(0, null, null), null);
        edit(tree -> tree.put("version", "2.0"));
        var refused = assertThrows(UnsupportedInputException.class, () -> SessionFile.read(file()));
        assertTrue(refused.toString().contains("2.0"), refused.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /format                    | "another"           | format
                    /version                   | "x"                 | version
                    /step                      | 9                   | step
                    /step                      | "two"               | step
                    /steps                     | []                  | steps
                    /steps/1/sparsity/level    | 1.5                 | steps[1]
                    /steps/1/sparsity/method   | "magic"             | steps[1]
                    /steps/1/sparsity/positions| "skip:-1"           | steps[1]
                    /steps/3/pruning/ratio     | null                | ratio
                    /steps/3/spontaneous/off/0 | "layer 1"           | steps[3]
                    /steps/2/sparsity/allocation/kind | "fair"       | steps[2]
                    /selection/site            | "model.layers.x"    | selection
                    /steps/0/text/maxTokens      | 0                 | steps[0]
                    /steps/0/text/sampler/topP   | 7                 | sampler
                    /job/kind                  | "mining"            | job
                    /job/spec                  | {"grids": 3}        | spec
                    """)
    void whatIsUnsoundIsToldWithItsPlace(String place, String value, String told)
            throws IOException {
        SessionWriter.write(file(), Kept.at(0, Kept.sweep(directory), null), null);
        edit(tree -> {
            int slash = place.lastIndexOf('/');
            var parent = tree.at(place.substring(0, slash));
            try {
                var node = MAPPER.readTree(value);
                if (parent instanceof ObjectNode object) {
                    object.set(place.substring(slash + 1), node);
                } else {
                    ((com.fasterxml.jackson.databind.node.ArrayNode) parent).set(0, node);
                }
            } catch (IOException impossible) {
                throw new java.io.UncheckedIOException(impossible);
            }
        });
        var malformed = assertThrows(MalformedInputException.class, () -> SessionFile.read(file()));
        assertTrue(malformed.toString().contains(told), malformed.toString());
        assertTrue(malformed.toString().contains(file().toString()), malformed.toString());
    }

    @Test
    void cutOffAnywhereItIsMalformedAndNothingElse() throws IOException {
        SessionWriter.write(file(), Kept.at(0, null, null), null);
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length - 2; length += 97) {
            Files.write(file(), java.util.Arrays.copyOf(whole, length));
            assertThrows(MalformedInputException.class, () -> SessionFile.read(file()));
        }
    }
}
