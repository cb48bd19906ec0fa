package io.sparsescope.engine.kernel;

import io.sparsescope.engine.format.DType;
import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One product of several positions, at shapes of the bundled model and of a model of a billion
 * weights: the numbers behind {@link BatchProduct}'s choice.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class BatchProductBenchmark {
    @Param({"384x1024", "2048x8192", "8192x2048"})
    private String shape = "";

    @Param({"16", "32", "48", "64", "128", "512"})
    private int positions;

    private final Arena arena = Arena.ofShared();
    private final Nd4jProduct keeping = new Nd4jProduct(Long.MAX_VALUE);
    private final Nd4jProduct widening = new Nd4jProduct(0);
    private final BlockedProduct blocked = new BlockedProduct();
    private FloatMatrix x = FloatMatrix.allocate(arena, 1, 1);
    private FloatMatrix y = FloatMatrix.allocate(arena, 1, 1);
    private WeightMatrix weight = new Samples(1).weights(DType.BF16, 1, 1);

    @Setup(Level.Trial)
    public void prepare() {
        int in = Integer.parseInt(shape.substring(0, shape.indexOf('x')));
        int out = Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
        var samples = new Samples(1);
        weight = samples.weights(DType.BF16, out, in);
        x = samples.matrix(positions, in);
        y = FloatMatrix.allocate(arena, positions, out);
    }

    @TearDown(Level.Trial)
    public void free() {
        keeping.close();
        widening.close();
        arena.close();
    }

    /** ND4J on a copy that was widened before. */
    @Benchmark
    public float nd4jKept() {
        keeping.multiply(x, weight, y);
        return y.get(0, 0);
    }

    /** ND4J on weights that are widened for the product. */
    @Benchmark
    public float nd4jWidening() {
        widening.multiply(x, weight, y);
        return y.get(0, 0);
    }

    /** Block by block, without a copy. */
    @Benchmark
    public float blocked() {
        blocked.multiply(x, weight, y);
        return y.get(0, 0);
    }
}
