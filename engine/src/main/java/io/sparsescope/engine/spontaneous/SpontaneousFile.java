package io.sparsescope.engine.spontaneous;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.format.SafetensorsWriter;
import io.sparsescope.engine.format.Tensor;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Spontaneous vectors as a safetensors file: a tensor {@code alpha.PROJECTION} [in] or {@code
 * bias.PROJECTION} [out] for each of them, such as {@code alpha.model.layers.0.mlp.down_proj}, and
 * provenance as metadata. Vectors are written in F32 and come back bit for bit.
 *
 * <p>Other tensors and all metadata may be there or not, so that files from elsewhere can be read.
 */
public final class SpontaneousFile {
    private static final String REMEDY =
            "give one tensor alpha.PROJECTION [in] or bias.PROJECTION [out] for each projection, such"
                    + " as alpha.model.layers.0.mlp.down_proj";

    private SpontaneousFile() {}

    /**
     * Writes vectors, all or nothing.
     *
     * @throws java.io.UncheckedIOException when it cannot be written
     */
    public static void write(Path file, SpontaneousVectors vectors) {
        SafetensorsWriter writer = new SafetensorsWriter();
        ProvenanceMetadata.of(vectors.provenance()).forEach(writer::describe);
        vectors.values()
                .forEach((site, vector) ->
                        writer.add(vectors.tensorName(site), vector, vector.length));
        writer.write(file);
    }

    /**
     * Reads the vectors of a model.
     *
     * @param file the file
     * @param config the model's
     * @throws MalformedInputException when there are none, or they cannot be this model's: an
     *     unknown projection or layer, a wrong length, a value that is no finite number, or vectors
     *     in both spaces
     */
    public static SpontaneousVectors read(Path file, ModelConfig config) {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            SortedMap<ProjectionSite, float[]> inputs = vectors(tensors, VectorSpace.INPUT);
            SortedMap<ProjectionSite, float[]> outputs = vectors(tensors, VectorSpace.OUTPUT);
            requireOneSpace(file, inputs, outputs);
            SpontaneousVectors vectors =
                    new SpontaneousVectors(
                            inputs.isEmpty() ? VectorSpace.OUTPUT : VectorSpace.INPUT,
                            inputs.isEmpty() ? outputs : inputs,
                            provenance(file, tensors));
            vectors.mismatch(config)
                    .ifPresent(problem -> {
                        throw new MalformedInputException(
                                file, problem, "use vectors that were made for this model");
                    });
            return vectors;
        }
    }

    private static SortedMap<ProjectionSite, float[]> vectors(
            SafetensorsFile tensors, VectorSpace space) {
        SortedMap<ProjectionSite, float[]> vectors = new TreeMap<>();
        for (String name : tensors.names()) {
            if (name.startsWith(space.tensorPrefix())) {
                ProjectionSite site = site(tensors.path(), name, space);
                vectors.put(site, vector(tensors.path(), tensors.tensor(name)));
            }
        }
        return vectors;
    }

    private static ProjectionSite site(Path file, String name, VectorSpace space) {
        try {
            return ProjectionSite.parse(name.substring(space.tensorPrefix().length()));
        } catch (IllegalArgumentException problem) {
            throw malformed(file, "'" + name + "': " + problem.getMessage());
        }
    }

    private static float[] vector(Path file, Tensor tensor) {
        String name = tensor.header().name();
        if (tensor.header().shape().size() != 1) {
            throw malformed(
                    file,
                    "'" + name + "' has shape " + tensor.header().shape() + " and is no vector");
        }
        float[] vector = tensor.toFloats();
        int unsound = SpontaneousVectors.firstUnsoundChannel(vector);
        if (unsound >= 0) {
            throw new MalformedInputException(
                    file,
                    "'" + name + "' is " + vector[unsound] + " at channel " + unsound,
                    "make the vectors again; every value must be a finite number");
        }
        return vector;
    }

    private static void requireOneSpace(
            Path file,
            SortedMap<ProjectionSite, float[]> inputs,
            SortedMap<ProjectionSite, float[]> outputs) {
        if (inputs.isEmpty() && outputs.isEmpty()) {
            throw malformed(file, "holds no tensor named alpha.PROJECTION or bias.PROJECTION");
        }
        if (!inputs.isEmpty() && !outputs.isEmpty()) {
            ProjectionSite shown =
                    outputs.keySet().stream()
                            .filter(inputs::containsKey)
                            .findFirst()
                            .orElse(outputs.firstKey());
            String which =
                    inputs.containsKey(shown)
                            ? "both alpha and bias of " + shown.moduleName()
                            : "alpha of some projections and bias of others, such as "
                                    + shown.moduleName();
            throw new MalformedInputException(
                    file, "holds " + which, "keep either the alpha or the bias tensors");
        }
    }

    private static SpontaneousProvenance provenance(Path file, SafetensorsFile tensors) {
        try {
            return ProvenanceMetadata.read(tensors.metadata());
        } catch (IllegalArgumentException problem) {
            throw new MalformedInputException(
                    file,
                    "has unsound metadata (" + problem.getMessage() + ")",
                    "make the vectors again, or remove the metadata");
        }
    }

    private static MalformedInputException malformed(Path file, String problem) {
        return new MalformedInputException(file, problem, REMEDY);
    }
}
