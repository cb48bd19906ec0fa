package io.sparsescope.engine.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of other kinds under the name of the weights, as failed downloads and wrong exports leave
 * them.
 */
class ForeignFileTest {
    @TempDir Path directory;

    @Test
    void gitLfsPointerTellsHowToFetchTheFile() throws IOException {
        String pointer =
                "version https://git-lfs.github.com/spec/v1\noid sha256:"
                        + "0".repeat(64)
                        + "\nsize 5\n";
        Refusal.malformed(
                directory, weights(pointer.getBytes(UTF_8)), "Git LFS pointer", "git lfs pull");
    }

    @Test
    void webPageIsCalledOne() throws IOException {
        byte[] page = "<!DOCTYPE html>\n<html><body>Sign in</body></html>".getBytes(UTF_8);
        Refusal.malformed(directory, weights(page), "HTML page");
    }

    @Test
    void errorMessageOfAServerIsCalledJson() throws IOException {
        byte[] body = "{\"error\":\"Repository not found\"}".getBytes(UTF_8);
        Refusal.malformed(directory, weights(body), "JSON text");
    }

    @Test
    void ggufIsUnsupported() throws IOException {
        byte[] gguf = HexFormat.of().parseHex("47475546" + "03000000" + "00".repeat(32));
        Refusal.unsupported(directory, weights(gguf), "GGUF", "Hugging Face directory");
    }

    @Test
    void pickleIsUnsupportedAndNeverExecuted() throws IOException {
        byte[] pickle = HexFormat.of().parseHex("80028a0a6cfc9c46f920" + "6aa850192e".repeat(4));
        Refusal.unsupported(directory, weights(pickle), "pickle", "never executed");
    }

    @Test
    void zippedCheckpointIsUnsupported() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(new byte[64]);
        }
        Refusal.unsupported(directory, weights(bytes.toByteArray()), "ZIP archive", "convert");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000_000})
    void gzipIsUnsupportedWhateverItsLength(int contentBytes) throws IOException {
        byte[] content = new byte[contentBytes];
        new java.util.Random(1).nextBytes(content);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        Refusal.unsupported(directory, weights(bytes.toByteArray()), "gzip archive", "unpack");
    }

    @Test
    void hdf5IsUnsupported() throws IOException {
        byte[] hdf5 = HexFormat.of().parseHex("894844460d0a1a0a" + "00".repeat(32));
        Refusal.unsupported(directory, weights(hdf5), "HDF5");
    }

    @Test
    void fileOfZerosIsAnInterruptedDownload() throws IOException {
        Refusal.malformed(directory, weights(new byte[4096]), "all zeros", "download it again");
    }

    @Test
    void anythingElseIsNoSafetensorsFile() throws IOException {
        byte[] text = "once upon a time there was a model".getBytes(UTF_8);
        Refusal.malformed(directory, weights(text), "not a safetensors file", "header length");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pytorch_model.bin",
                "pytorch_model.bin.index.json",
                "tf_model.h5",
                "flax_model.msgpack",
                "model-q4_k_m.gguf",
                "consolidated.00.pth"
            })
    void directoryWithWeightsOfAnotherFormatOnlyIsUnsupported(String name) throws IOException {
        Files.delete(weights(new byte[0]));
        Files.write(directory.resolve(name), new byte[] {1, 2, 3});
        Refusal.unsupported(directory, directory, name, "model.safetensors");
    }

    @Test
    void directoryWithoutWeightsSaysWhatIsLookedFor() throws IOException {
        Files.delete(weights(new byte[0]));
        Refusal.malformed(
                directory, directory, "neither model.safetensors nor model.safetensors.index.json");
    }

    private Path weights(byte[] bytes) throws IOException {
        return TinyModel.in(directory).writeWithWeights(bytes);
    }
}
