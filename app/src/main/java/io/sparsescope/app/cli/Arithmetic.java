package io.sparsescope.app.cli;

import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.ReferenceKernels;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.run.Network;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What computes a network; they differ in speed and in the last digits of a float. */
enum Arithmetic {
    /** The program's own choice: ND4J for many positions at once. */
    ND4J,
    /** The Vector API for every position. */
    VECTOR,
    /** Plain loops in double precision; between layers values are floats all the same. */
    LOOPS;

    String cliName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The one whose {@link #cliName()} is {@code word}.
     *
     * @throws IllegalArgumentException when there is none; the message lists the choices
     */
    static Arithmetic parse(String word) {
        for (Arithmetic arithmetic : values()) {
            if (arithmetic.cliName().equals(word)) {
                return arithmetic;
            }
        }
        String choices =
                Arrays.stream(values()).map(Arithmetic::cliName).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "'" + word + "' computes nothing; choose one of " + choices);
    }

    /** The network, computed by this. */
    ForwardPass of(Network network) {
        return switch (this) {
            case ND4J -> network.pass();
            case VECTOR -> {
                VectorProduct product = new VectorProduct();
                yield new ForwardPass(network.model(), new VectorKernels(product, product));
            }
            case LOOPS -> new ForwardPass(network.model(), new ReferenceKernels());
        };
    }
}
