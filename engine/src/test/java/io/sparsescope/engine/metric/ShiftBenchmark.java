package io.sparsescope.engine.metric;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.observation.LayerShift;
import io.sparsescope.engine.observation.ShiftDistances;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The measures that a moving slider waits for, at the size of the bundled model: 8 layers of 256
 * positions and 384 channels. Wanted: all of them of two runs under 400 ms, one alignment of 512
 * positions under 50 ms, on two cores. Read the line of the median, p0.50.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class ShiftBenchmark {
    private static final int CHANNELS = 384;

    private final List<FloatMatrix> dense =
            IntStream.range(0, 8).mapToObj(layer -> Matrices.normal(256, CHANNELS, layer)).toList();
    private final List<FloatMatrix> sparse =
            dense.stream().map(each -> Matrices.noisy(each, 0.3, 9)).toList();
    private final List<FloatMatrix> spontaneous =
            dense.stream().map(each -> Matrices.noisy(each, 0.2, 10)).toList();
    private final RepresentationShift twoRuns = new RepresentationShift(dense, sparse);
    private final RepresentationShift threeRuns =
            new RepresentationShift(dense, sparse, spontaneous);
    private final States first = States.of(Matrices.normal(512, CHANNELS, 1));
    private final States second = States.of(Matrices.normal(512, CHANNELS, 2));

    /** What is drawn at once. */
    @Benchmark
    public ShiftDistances distancesOfTwoRuns() {
        return twoRuns.distances();
    }

    /** The same with spontaneous vectors beside it. */
    @Benchmark
    public ShiftDistances distancesOfThreeRuns() {
        return threeRuns.distances();
    }

    /** What is drawn afterwards. */
    @Benchmark
    public List<LayerShift> shiftsOfTwoRuns() {
        return twoRuns.shifts();
    }

    /** The same with spontaneous vectors beside it. */
    @Benchmark
    public List<LayerShift> shiftsOfThreeRuns() {
        return threeRuns.shifts();
    }

    /** Of the layer that is looked at. */
    @Benchmark
    public LayerShift shiftOfOneLayerOfThreeRuns() {
        return threeRuns.shift(0);
    }

    /** Linear CKA of 512 positions. */
    @Benchmark
    public LinearCka.Alignment alignment() {
        return LinearCka.between(first, second);
    }
}
