package io.sparsescope.engine.kernel;

import io.sparsescope.engine.format.DType;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One product of gate and up for one position, at the shapes of the bundled model and of a model of
 * a billion weights, over more copies of the weights than caches hold: by input channel at several
 * levels, and row by row as the baseline.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ChannelProductBenchmark {
    private static final int COPIES = 12;

    @Param({"384x1152", "2048x8192"})
    private String shape = "";

    @Param({"EXACT", "INT8"})
    private WeightStorage storage = WeightStorage.EXACT;

    @Param({"0", "0.4", "0.5", "0.8"})
    private double sparsity;

    @Param({"1", "2"})
    private int threads;

    private final Arena arena = Arena.ofShared();
    private final List<WeightMatrix> gates = new ArrayList<>();
    private final List<WeightMatrix> ups = new ArrayList<>();
    private final List<ChannelProduct> products = new ArrayList<>();
    private WorkTeam team = new WorkTeam(1);
    private FloatMatrix x = FloatMatrix.allocate(arena, 1, 1);
    private FloatMatrix y = FloatMatrix.allocate(arena, 1, 1);

    @Setup
    public void prepare() {
        int in = Integer.parseInt(shape.substring(0, shape.indexOf('x')));
        int out = Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
        var samples = new Samples(1);
        team = new WorkTeam(threads);
        x = samples.matrix(1, in);
        y = FloatMatrix.allocate(arena, 1, out);
        var active = new ActiveChannels(in);
        active.largest(x, (int) (in * (1 - sparsity)));
        for (int copy = 0; copy < COPIES; copy++) {
            gates.add(samples.weights(DType.BF16, out, in));
            ups.add(samples.weights(DType.BF16, out, in));
            var weights =
                    new ChannelMajorWeights(
                            List.of(gates.get(copy), ups.get(copy)), storage, arena);
            for (int tile = 0; tile < weights.tileCount(); tile++) {
                weights.fill(tile);
            }
            var product = new ChannelProduct(weights, team, arena);
            product.setActive(0, active);
            product.setActive(1, active);
            products.add(product);
        }
    }

    @TearDown
    public void free() {
        team.close();
        arena.close();
    }

    /** Reads what is active. */
    @Benchmark
    @OperationsPerInvocation(COPIES)
    public long byChannel() {
        long bytes = 0;
        for (ChannelProduct product : products) {
            bytes += product.multiply(x);
        }
        return bytes;
    }

    /** Reads everything, on all cores, whatever the level. */
    @Benchmark
    @OperationsPerInvocation(COPIES)
    public float byRow() {
        var product = new VectorProduct();
        for (int copy = 0; copy < COPIES; copy++) {
            product.multiply(x, gates.get(copy), y);
            product.multiply(x, ups.get(copy), y);
        }
        return y.get(0, 0);
    }
}
