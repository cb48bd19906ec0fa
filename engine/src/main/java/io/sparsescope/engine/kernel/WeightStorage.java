package io.sparsescope.engine.kernel;

import io.sparsescope.engine.format.DType;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How the weights of the decoding path stand in memory. */
public enum WeightStorage {
    /** As they are: bf16 in two bytes; whatever else the file holds is widened to floats. */
    EXACT("bf16"),
    /**
     * One byte a weight, and a float for every block of outputs of an input channel: w = scale * q
     * with q from -127 to 127. Not exact.
     */
    INT8("int8");

    private final String cliName;

    WeightStorage(String cliName) {
        this.cliName = cliName;
    }

    /** The word used on the command line and in files. */
    public String cliName() {
        return cliName;
    }

    /**
     * The storage whose {@link #cliName()} is {@code name}.
     *
     * @throws IllegalArgumentException when there is none; the message lists the choices
     */
    public static WeightStorage parse(String name) {
        for (WeightStorage storage : values()) {
            if (storage.cliName.equals(name)) {
                return storage;
            }
        }
        String choices =
                Arrays.stream(values())
                        .map(WeightStorage::cliName)
                        .collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "'" + name + "' is no storage of weights; choose one of " + choices);
    }

    /** The element that weights of a file become. */
    ChannelElement elementFor(DType type) {
        return this == INT8
                ? ChannelElement.INT8
                : type == DType.BF16 ? ChannelElement.BF16 : ChannelElement.F32;
    }
}
