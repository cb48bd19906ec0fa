package io.sparsescope.engine.spontaneous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever vectors and provenance are, they come back as they were written. */
class SpontaneousFilePropertiesTest {
    private static final ModelConfig CONFIG;
    private static final float[] NONE = {};
    private static final Path FILE;

    static {
        try (Model model = Golden.load("llama")) {
            CONFIG = model.config();
        }
        try {
            FILE = Files.createTempFile("vectors", ".safetensors");
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @AfterContainer
    static void remove() throws IOException {
        Files.deleteIfExists(FILE);
    }

    @Property(tries = 200)
    void vectorsAndProvenanceComeBackBitForBit(
            @ForAll VectorSpace space,
            @ForAll long seed,
            @ForAll("provenances") SpontaneousProvenance provenance) {
        SpontaneousVectors written =
                new SpontaneousVectors(space, values(space, new Random(seed)), provenance);
        SpontaneousFile.write(FILE, written);
        SpontaneousVectors read = SpontaneousFile.read(FILE, CONFIG);

        assertEquals(provenance, read.provenance());
        assertEquals(space, read.space());
        assertEquals(written.values().keySet(), read.values().keySet());
        written.values()
                .forEach((site, vector) ->
                        assertArrayEquals(
                                bits(vector), bits(read.values().getOrDefault(site, NONE))));
        assertEquals(written.hash(), read.hash());
    }

    /** Whatever single bit is changed, the vectors are others. */
    @Property(tries = 50)
    void theHashIsOfEveryValue(@ForAll VectorSpace space, @ForAll long seed) {
        SortedMap<ProjectionSite, float[]> values = values(space, new Random(seed));
        String before = new SpontaneousVectors(space, values, SpontaneousProvenance.UNKNOWN).hash();
        float[] last = values.lastEntry().getValue();
        last[last.length - 1] = last[last.length - 1] == 0 ? 1 : -last[last.length - 1];
        String after = new SpontaneousVectors(space, values, SpontaneousProvenance.UNKNOWN).hash();
        assertNotEquals(before, after);
    }

    private static int[] bits(float[] vector) {
        return IntStream.range(0, vector.length)
                .map(channel -> Float.floatToRawIntBits(vector[channel]))
                .toArray();
    }

    /** Any finite floats, subnormal and negative zeros among them. */
    private static SortedMap<ProjectionSite, float[]> values(VectorSpace space, Random random) {
        SortedMap<ProjectionSite, float[]> values = new TreeMap<>();
        int count = 1 + random.nextInt(5);
        for (int index = 0; index < count; index++) {
            Projection projection = Projection.values()[random.nextInt(7)];
            float[] vector = new float[space.width(CONFIG, projection)];
            for (int channel = 0; channel < vector.length; channel++) {
                float any = Float.intBitsToFloat(random.nextInt());
                vector[channel] =
                        random.nextInt(8) == 0 ? -0.0f : Float.isFinite(any) ? any : 1e-45f;
            }
            values.put(new ProjectionSite(random.nextInt(CONFIG.layerCount()), projection), vector);
        }
        return values;
    }

    @Provide
    Arbitrary<SpontaneousProvenance> provenances() {
        Arbitrary<String> hashes =
                Arbitraries.strings().withCharRange('a', 'f').ofLength(8).injectNull(0.3);
        Arbitrary<PositionRule> positions =
                Arbitraries.of(
                        new PositionRule.All(),
                        new PositionRule.SkipFirst(4),
                        new PositionRule.LastHalf(),
                        new PositionRule.DecodeOnly());
        Arbitrary<Double> levels = Arbitraries.doubles().between(0, 1).lessThan(1.0);
        Arbitrary<SpontaneousBinding> bindings =
                Combinators.combine(
                                hashes,
                                Arbitraries.of(SparsityMethod.class).injectNull(0.3),
                                levels.injectNull(0.3),
                                Arbitraries.strings().injectNull(0.3),
                                positions.injectNull(0.3))
                        .as(SpontaneousBinding::new);
        Arbitrary<Map<String, String>> settings =
                Arbitraries.maps(
                                Arbitraries.strings().alpha().ofMinLength(1), Arbitraries.strings())
                        .ofMaxSize(4);
        Arbitrary<SpontaneousOrigin> origins =
                Combinators.combine(Arbitraries.of(SpontaneousOrigin.Kind.class), settings)
                        .as((kind, map) -> new SpontaneousOrigin(kind, new TreeMap<>(map)));
        return Combinators.combine(bindings, hashes, hashes, origins)
                .as(SpontaneousProvenance::new);
    }
}
