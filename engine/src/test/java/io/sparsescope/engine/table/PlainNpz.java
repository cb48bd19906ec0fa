package io.sparsescope.engine.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;

/** Reads numpy's arrays as its documentation says they lie in a file. */
final class PlainNpz {
    private static final Pattern HEADER =
            Pattern.compile(
                    "\\{'descr': '([^']+)', 'fortran_order': False, 'shape': \\(([^)]*)\\)\\} *\n");

    /**
     * An array.
     *
     * @param type such as {@code <f8}
     * @param shape extents
     * @param bytes the values
     */
    record Npy(String type, int[] shape, ByteBuffer bytes) {
        double[] doubles() {
            double[] values = new double[bytes.remaining() / Double.BYTES];
            bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
            return values;
        }

        String[] texts() {
            int width = Integer.parseInt(type.substring(2));
            var signs = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
            String[] texts = new String[signs.remaining() / width];
            for (int index = 0; index < texts.length; index++) {
                int[] points = new int[width];
                signs.get(points);
                int used = width;
                while (used > 0 && points[used - 1] == 0) {
                    used--;
                }
                texts[index] = new String(points, 0, used);
            }
            return texts;
        }
    }

    private PlainNpz() {}

    static Map<String, Npy> read(Path file) throws IOException {
        Map<String, Npy> arrays = new LinkedHashMap<>();
        try (var zip = new ZipInputStream(Files.newInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.getName().endsWith(".npy")) {
                    throw new AssertionError(entry.getName());
                }
                String name = entry.getName().substring(0, entry.getName().length() - 4);
                arrays.put(name, array(ByteBuffer.wrap(zip.readAllBytes())));
            }
        }
        return arrays;
    }

    private static Npy array(ByteBuffer bytes) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[8];
        bytes.get(magic);
        if (!Arrays.equals(magic, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})) {
            throw new AssertionError(Arrays.toString(magic));
        }
        byte[] header = new byte[Short.toUnsignedInt(bytes.getShort())];
        bytes.get(header);
        Matcher matcher = HEADER.matcher(new String(header, StandardCharsets.US_ASCII));
        if (!matcher.matches() || bytes.position() % 64 != 0) {
            throw new AssertionError(new String(header, StandardCharsets.US_ASCII));
        }
        int[] shape =
                Arrays.stream(matcher.group(2).split("[, ]+"))
                        .filter(extent -> !extent.isEmpty())
                        .mapToInt(Integer::parseInt)
                        .toArray();
        return new Npy(matcher.group(1), shape, bytes.slice());
    }
}
