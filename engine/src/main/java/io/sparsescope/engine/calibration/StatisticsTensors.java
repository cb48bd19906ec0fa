package io.sparsescope.engine.calibration;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.format.SafetensorsWriter;
import io.sparsescope.engine.sparsity.ProjectionInput;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Channel statistics as tensors. For layer N and activation A ({@code attention_input}, {@code
 * head_outputs}, {@code mlp_input}, {@code gated_activation}):
 *
 * <pre>
 * statistics.N.A.positions  [3]         positions in the first half, in the second, pairs
 * statistics.N.A.moments    [5, in]     mean and M2 of both halves, sum of |x|
 * statistics.N.A.largest    [in]        max |x|
 * statistics.N.A.counts     [2, in, {@value MagnitudeCounts#BINS}]  |x| and the larger |x| of successive positions
 * output_energy.PROJECTION  scalar      E||W x||^2
 * </pre>
 */
final class StatisticsTensors {
    private static final String ENERGY = "output_energy.";

    private StatisticsTensors() {}

    private static String prefix(int layer, ProjectionInput input) {
        return "statistics." + layer + "." + input.name().toLowerCase(Locale.ROOT) + ".";
    }

    static void write(SafetensorsWriter writer, ModelStatistics statistics) {
        for (int layer = 0; layer < statistics.inputs().size(); layer++) {
            for (Map.Entry<ProjectionInput, InputStatistics> entry :
                    statistics.inputs().get(layer).entrySet()) {
                write(writer, prefix(layer, entry.getKey()), entry.getValue());
            }
        }
        statistics
                .outputEnergy()
                .forEach((site, energy) ->
                        writer.add(ENERGY + site.moduleName(), new double[] {energy}, 1));
    }

    private static void write(SafetensorsWriter writer, String prefix, InputStatistics input) {
        int width = input.channelCount();
        ChannelMoments first = input.firstHalf();
        ChannelMoments second = input.secondHalf();
        writer.add(
                prefix + "positions", new long[] {first.count(), second.count(), input.pairs()}, 3);
        writer.add(
                prefix + "moments",
                joined(
                        first.means(),
                        first.squares(),
                        second.means(),
                        second.squares(),
                        input.magnitudeSums()),
                5,
                width);
        writer.add(prefix + "largest", input.largest(), width);
        int[] counts = new int[2 * width * MagnitudeCounts.BINS];
        System.arraycopy(input.magnitudes().counts(), 0, counts, 0, counts.length / 2);
        System.arraycopy(
                input.pairMaxima().counts(), 0, counts, counts.length / 2, counts.length / 2);
        writer.add(prefix + "counts", counts, 2, width, MagnitudeCounts.BINS);
    }

    private static double[] joined(double[]... rows) {
        double[] all = new double[rows.length * rows[0].length];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, all, row * rows[0].length, rows[0].length);
        }
        return all;
    }

    static ModelStatistics read(
            SafetensorsFile tensors,
            Path file,
            SortedMap<ProjectionSite, Calibration.ProjectionSize> sizes,
            int skippedPositions) {
        List<Map<ProjectionInput, InputStatistics>> inputs = new ArrayList<>();
        SortedMap<ProjectionSite, Double> energies = new TreeMap<>();
        sizes.forEach((site, size) -> {
            if (site.layer() > inputs.size()) {
                throw new MalformedInputException(
                        file, "has no layer " + inputs.size(), "calibrate again");
            }
            if (site.layer() == inputs.size()) {
                inputs.add(new EnumMap<>(ProjectionInput.class));
            }
            ProjectionInput input = site.projection().input();
            inputs.get(site.layer())
                    .computeIfAbsent(
                            input,
                            _ -> read(tensors, file, prefix(site.layer(), input), size.in()));
            String name = ENERGY + site.moduleName();
            energies.put(site, doubles(tensors, file, name, 1)[0]);
        });
        return new ModelStatistics(skippedPositions, inputs, energies);
    }

    private static InputStatistics read(
            SafetensorsFile tensors, Path file, String prefix, int width) {
        require(tensors, file, prefix + "positions", 3);
        long[] positions = tensors.tensor(prefix + "positions").toLongs();
        double[] moments = doubles(tensors, file, prefix + "moments", 5L * width);
        require(tensors, file, prefix + "largest", width);
        int half = width * MagnitudeCounts.BINS;
        require(tensors, file, prefix + "counts", 2L * half);
        int[] counts = tensors.tensor(prefix + "counts").toInts();
        return new InputStatistics(
                new ChannelMoments(positions[0], row(moments, 0, width), row(moments, 1, width)),
                new ChannelMoments(positions[1], row(moments, 2, width), row(moments, 3, width)),
                row(moments, 4, width),
                tensors.tensor(prefix + "largest").toFloats(),
                new MagnitudeCounts(java.util.Arrays.copyOfRange(counts, 0, half)),
                new MagnitudeCounts(java.util.Arrays.copyOfRange(counts, half, 2 * half)),
                positions[2]);
    }

    private static double[] row(double[] values, int row, int width) {
        return java.util.Arrays.copyOfRange(values, row * width, (row + 1) * width);
    }

    private static double[] doubles(
            SafetensorsFile tensors, Path file, String name, long elements) {
        require(tensors, file, name, elements);
        return tensors.tensor(name).toDoubles();
    }

    private static void require(SafetensorsFile tensors, Path file, String name, long elements) {
        if (!tensors.names().contains(name)
                || tensors.tensor(name).header().elementCount() != elements) {
            throw new MalformedInputException(
                    file,
                    "holds no tensor '" + name + "' of " + elements + " elements",
                    "calibrate again");
        }
    }
}
