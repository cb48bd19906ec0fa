package io.sparsescope.engine.training;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.format.SafetensorsWriter;
import io.sparsescope.engine.format.Tensor;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * A training that is under way as a safetensors file: {@code values.PROJECTION}, {@code
 * first.PROJECTION} and {@code second.PROJECTION} of the optimiser in F64, {@code best.PROJECTION}
 * in F32, the curve, and as metadata what is trained. What is read goes on bit for bit.
 */
final class TrainingCheckpoint {
    private static final String REMEDY =
            "train with what the checkpoint was written for, or begin anew without it";
    private static final String IDENTITY = "training.";
    private static final int CURVE_COLUMNS = 4;

    private TrainingCheckpoint() {}

    /**
     * Writes a training, all or nothing.
     *
     * @param identity what is trained, by name
     */
    static void write(Path file, TrainingState state, SortedMap<String, String> identity) {
        SafetensorsWriter writer = new SafetensorsWriter();
        identity.forEach((name, value) -> writer.describe(IDENTITY + name, value));
        state.optimiser
                .moments()
                .forEach((site, of) -> {
                    String name = site.moduleName();
                    writer.add("values." + name, of.values(), of.values().length);
                    writer.add("first." + name, of.first(), of.first().length);
                    writer.add("second." + name, of.second(), of.second().length);
                });
        state.best.forEach(
                (site, vector) -> writer.add("best." + site.moduleName(), vector, vector.length));
        long[] counts = {state.stepsDone, state.bestStep, state.misses};
        writer.add("counts", counts, counts.length);
        double[] divergences = {state.without, state.lowest};
        writer.add("divergences", divergences, divergences.length);
        double[] curve = state.curve.stream().flatMapToDouble(TrainingCheckpoint::row).toArray();
        writer.add("curve", curve, state.curve.size(), CURVE_COLUMNS);
        writer.write(file);
    }

    private static DoubleStream row(TrainingPoint point) {
        return DoubleStream.of(
                point.step(),
                number(point.training()),
                number(point.heldOut()),
                point.tokensPerSecond());
    }

    private static double number(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    /**
     * Takes up a training.
     *
     * @param state as at its beginning, with the vectors that are trained; overwritten
     * @param identity what is trained, by name
     * @throws MalformedInputException when the file is no checkpoint, or one of another training;
     *     the message says what differs
     */
    static void read(Path file, TrainingState state, SortedMap<String, String> identity) {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            requireSame(file, tensors, identity);
            state.optimiser
                    .moments()
                    .replaceAll((site, of) -> moments(tensors, site, of.values().length));
            state.best.replaceAll((site, vector) -> best(tensors, site, vector.length));
            long[] counts = tensor(tensors, "counts", 3).toLongs();
            state.stepsDone = Math.toIntExact(counts[0]);
            state.bestStep = Math.toIntExact(counts[1]);
            state.misses = Math.toIntExact(counts[2]);
            state.optimiser.restoreSteps(state.stepsDone);
            double[] divergences = tensor(tensors, "divergences", 2).toDoubles();
            state.without = divergences[0];
            state.lowest = divergences[1];
            state.curve.clear();
            double[] curve = tensors.tensor("curve").toDoubles();
            for (int from = 0; from + CURVE_COLUMNS <= curve.length; from += CURVE_COLUMNS) {
                state.curve.add(
                        new TrainingPoint(
                                (int) curve[from],
                                known(curve[from + 1]),
                                known(curve[from + 2]),
                                curve[from + 3]));
            }
        } catch (NoSuchElementException missing) {
            throw new MalformedInputException(
                    file, "is no training checkpoint (" + missing.getMessage() + ")", REMEDY);
        }
    }

    private static void requireSame(
            Path file, SafetensorsFile tensors, SortedMap<String, String> identity) {
        identity.forEach((name, value) -> {
            String other = tensors.metadata().get(IDENTITY + name);
            if (!value.equals(other)) {
                throw new MalformedInputException(
                        file,
                        other == null
                                ? "is no training checkpoint (it names no " + name + ")"
                                : "is of another training: "
                                        + name
                                        + " was "
                                        + other
                                        + " and is now "
                                        + value,
                        REMEDY);
            }
        });
    }

    private static AdamW.Moments moments(SafetensorsFile tensors, ProjectionSite site, int width) {
        String name = site.moduleName();
        return new AdamW.Moments(
                tensor(tensors, "values." + name, width).toDoubles(),
                tensor(tensors, "first." + name, width).toDoubles(),
                tensor(tensors, "second." + name, width).toDoubles());
    }

    private static float[] best(SafetensorsFile tensors, ProjectionSite site, int width) {
        return tensor(tensors, "best." + site.moduleName(), width).toFloats();
    }

    private static Tensor tensor(SafetensorsFile tensors, String name, int length) {
        var tensor = tensors.tensor(name);
        if (tensor.header().elementCount() != length) {
            throw new MalformedInputException(
                    tensors.path(),
                    "'"
                            + name
                            + "' has "
                            + tensor.header().elementCount()
                            + " elements instead of "
                            + length,
                    REMEDY);
        }
        return tensor;
    }
}
