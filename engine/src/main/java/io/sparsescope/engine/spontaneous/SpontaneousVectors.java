package io.sparsescope.engine.spontaneous;

import io.sparsescope.engine.format.Sha256;
import io.sparsescope.engine.kernel.WeightMatrix;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Spontaneous neurons (SPON, arXiv:2512.12744): one constant vector for each of some projections,
 * which stands for what sparsity drops there at every position,
 *
 * <pre>
 * y = W S(x) + W a        (input space)        y = W S(x) + b        (output space)
 * </pre>
 *
 * <p>One vector is enough: k of them add up, sum_i W a_i = W (sum_i a_i). The vectors are not
 * copied and must not be changed.
 *
 * @param space on which side of the weights they all stand
 * @param values [in] or [out] by projection, at least one; finite
 * @param provenance where they come from
 */
public record SpontaneousVectors(
        VectorSpace space,
        SortedMap<ProjectionSite, float[]> values,
        SpontaneousProvenance provenance) {
    public SpontaneousVectors {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        if (values.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one vector");
        }
        values.forEach((site, vector) -> {
            int channel = firstUnsoundChannel(vector);
            if (channel >= 0) {
                throw new IllegalArgumentException(
                        site + ": channel " + channel + " is " + vector[channel]);
            }
        });
    }

    /** The same vectors from the same place, however often they were read. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof SpontaneousVectors same
                        && space == same.space
                        && provenance.equals(same.provenance)
                        && values.keySet().equals(same.values.keySet())
                        && values.entrySet().stream()
                                .allMatch(entry ->
                                        Arrays.equals(
                                                entry.getValue(),
                                                same.values.get(entry.getKey()))));
    }

    @Override
    public int hashCode() {
        return Objects.hash(space, values.keySet(), provenance);
    }

    /** The first channel that is no finite number; -1 when all are. */
    static int firstUnsoundChannel(float[] vector) {
        for (int channel = 0; channel < vector.length; channel++) {
            if (!Float.isFinite(vector[channel])) {
                return channel;
            }
        }
        return -1;
    }

    /** Why the vectors cannot belong to a model of these widths; empty when they can. */
    public Optional<String> mismatch(ModelConfig config) {
        return values.entrySet().stream()
                .map(entry -> mismatch(config, entry.getKey(), entry.getValue().length))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> mismatch(ModelConfig config, ProjectionSite site, int length) {
        if (site.layer() >= config.layerCount()) {
            return Optional.of(
                    site.moduleName() + ": the model has " + config.layerCount() + " layers");
        }
        int width = space.width(config, site.projection());
        return width == length
                ? Optional.empty()
                : Optional.of(
                        site.moduleName()
                                + ": the vector has "
                                + length
                                + " channels, the model needs "
                                + width);
    }

    /**
     * Checks that the vectors can belong to a model.
     *
     * @throws IllegalArgumentException when they cannot
     */
    public void requireFits(ModelConfig config) {
        mismatch(config)
                .ifPresent(problem -> {
                    throw new IllegalArgumentException(problem);
                });
    }

    /**
     * What is added to the output of every projection, [out]: W a, or b itself. In input space that
     * is one matrix times vector for each projection, so callers keep the result.
     *
     * @throws IllegalArgumentException when the vectors are not this model's
     */
    public SortedMap<ProjectionSite, float[]> shifts(Model model) {
        requireFits(model.config());
        if (space == VectorSpace.OUTPUT) {
            return values;
        }
        SortedMap<ProjectionSite, float[]> shifts = new TreeMap<>();
        values.forEach((site, vector) -> shifts.put(site, weight(model, site).times(vector)));
        return shifts;
    }

    /**
     * A fingerprint of the vectors themselves, whatever is said of their origin: SHA-256 of space,
     * projections and values, in hexadecimal.
     */
    public String hash() {
        MessageDigest digest = Sha256.begin();
        values.forEach((site, vector) -> {
            digest.update(tensorName(site).getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
            bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(vector);
            digest.update(bytes);
        });
        return Sha256.hex(digest);
    }

    /** What a projection's vector is called in a file. */
    String tensorName(ProjectionSite site) {
        return space.tensorPrefix() + site.moduleName();
    }

    private static WeightMatrix weight(Model model, ProjectionSite site) {
        return model.layer(site.layer()).projection(site.projection()).weight();
    }
}
