package io.sparsescope.engine.table;

import io.sparsescope.engine.format.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A result as a file of numpy's arrays, {@code numpy.load} reads it. The array {@code provenance}
 * is one text of JSON: where everything comes from, and what each array is.
 *
 * <p>Nothing is compressed and every entry has the same date, so that equal results are equal files
 * whenever and wherever they are written.
 */
final class NpzFile {
    static final String PROVENANCE = "provenance";

    /**
     * A date that the old fields of an archive can tell. With the very first one, 1 January 1980,
     * the JDK adds a field of its own, which depends on the time zone.
     */
    private static final LocalDateTime NO_DATE = LocalDateTime.of(1980, 2, 1, 0, 0);

    private NpzFile() {}

    static void write(Path file, ResultTables result) {
        AtomicFile.write(file, channel -> writeTo(channel, result));
    }

    private static void writeTo(FileChannel channel, ResultTables result) throws IOException {
        var stream = new BufferedOutputStream(Channels.newOutputStream(channel));
        var zip = new ZipOutputStream(stream);
        for (DataArray array : result.arrays()) {
            put(zip, array.name(), new NpyArray(array.values(), array.shape()));
        }
        String words = result.arrayDescription().toString();
        put(zip, PROVENANCE, new NpyArray(new Values.Texts(words)));
        zip.finish();
        stream.flush(); // the channel stays open: its owner forces it to the disk
    }

    private static void put(ZipOutputStream zip, String name, NpyArray array) throws IOException {
        var checked = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        array.writeTo(checked);
        var entry = new ZipEntry(name + ".npy");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(array.size());
        entry.setCrc(checked.getChecksum().getValue());
        entry.setTimeLocal(NO_DATE);
        zip.putNextEntry(entry);
        array.writeTo(zip);
        zip.closeEntry();
    }
}
