package io.sparsescope.engine.sweep;

import io.sparsescope.engine.format.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a cell's figures depend on, by content and not by name. Equal keys mean equal
 * figures.
 *
 * @param parts such as {@code modelHash}, {@code textHash}, {@code method}, {@code level}
 */
public record CellKey(SortedMap<String, String> parts) {
    /**
     * To be raised by whoever changes what a figure means or how a run computes, so that figures
     * kept by older versions are not taken for the same.
     */
    public static final String ARITHMETIC = "1";

    /** Name of a part. */
    public static final String MODEL = "modelHash";

    /** Name of a part. */
    public static final String TEXT = "textHash";

    /** Name of a part. */
    public static final String CALIBRATION = "calibrationTextHash";

    /** Name of a part. */
    public static final String WINDOW = "window";

    /** Name of a part. */
    public static final String BACKEND = "backend";

    public CellKey {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    /** A key of some parts. */
    public CellKey(Map<String, String> parts) {
        this(new TreeMap<>(parts));
    }

    /** SHA-256 of the parts in order, in hexadecimal. */
    public String hash() {
        MessageDigest digest = Sha256.begin();
        parts.forEach((name, value) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(value.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        });
        return Sha256.hex(digest);
    }
}
