package io.sparsescope.engine.format;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Tells what a file that should be safetensors really is, by its first bytes. */
enum FileKind {
    EMPTY("an empty file", "download it again", false),
    GIT_LFS_POINTER(
            "a Git LFS pointer, not the weights", "fetch the real file with 'git lfs pull'", false),
    HTML("an HTML page", "the download answered with a web page; download the file itself", false),
    JSON(
            "a JSON text",
            "the download answered with a message instead of the file; read it, then download again",
            false),
    GGUF("a GGUF file", "open the original Hugging Face directory instead", true),
    PICKLE(
            "a Python pickle",
            "convert the weights to safetensors; pickles are never executed",
            true),
    ZIP("a ZIP archive, as PyTorch saves checkpoints", "convert the weights to safetensors", true),
    GZIP("a gzip archive", "unpack it first", true),
    HDF5("an HDF5 file", "convert the weights to safetensors", true),
    ALL_ZEROS("all zeros", "the download was interrupted; download it again", false),
    UNKNOWN("not a safetensors file", "download or export the file again", false);

    private static final int LOOKED_AT = 512;

    private final String description;
    private final String remedy;
    private final boolean soundButForeign;

    FileKind(String description, String remedy, boolean soundButForeign) {
        this.description = description;
        this.remedy = remedy;
        this.soundButForeign = soundButForeign;
    }

    /** The error for a file that is no safetensors file, because of {@code symptom}. */
    static BadInputException notSafetensors(Path path, MemorySegment file, String symptom) {
        FileKind kind = of(file);
        String problem =
                kind == UNKNOWN ? kind.description + ": " + symptom : "is " + kind.description;
        return kind.soundButForeign
                ? new UnsupportedInputException(path, problem, kind.remedy)
                : new MalformedInputException(path, problem, kind.remedy);
    }

    static FileKind of(MemorySegment file) {
        byte[] head =
                file.asSlice(0, Math.min(LOOKED_AT, file.byteSize()))
                        .toArray(ValueLayout.JAVA_BYTE);
        if (head.length == 0) {
            return EMPTY;
        }
        String text =
                new String(head, StandardCharsets.ISO_8859_1)
                        .stripLeading()
                        .toLowerCase(Locale.ROOT);
        if (text.startsWith("version https://git-lfs")) {
            return GIT_LFS_POINTER;
        }
        if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml")) {
            return HTML;
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return JSON;
        }
        return binaryKind(head);
    }

    private static FileKind binaryKind(byte[] head) {
        if (startsWith(head, 'G', 'G', 'U', 'F')) {
            return GGUF;
        }
        if (startsWith(head, 'P', 'K', 3, 4)) {
            return ZIP;
        }
        if (startsWith(head, 0x1f, 0x8b)) {
            return GZIP;
        }
        if (startsWith(head, 0x89, 'H', 'D', 'F')) {
            return HDF5;
        }
        // Pickle protocols 2 to 5 start with the PROTO opcode and their number.
        if (head.length > 1 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5) {
            return PICKLE;
        }
        for (byte value : head) {
            if (value != 0) {
                return UNKNOWN;
            }
        }
        return ALL_ZEROS;
    }

    private static boolean startsWith(byte[] head, int... magic) {
        for (int index = 0; index < magic.length; index++) {
            if (index >= head.length || (head[index] & 0xff) != magic[index]) {
                return false;
            }
        }
        return true;
    }
}
