package io.sparsescope.engine.badinput;

import static io.sparsescope.engine.badinput.RawSafetensors.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Safetensors files whose length field, or whose own length, is wrong. */
class SafetensorsLengthTest {
    private static final String SOUND = "{" + tensor("a", "F32", "[2]", "[0,8]") + "}";

    @TempDir Path directory;

    @Test
    void emptyFileIsCalledEmpty() throws IOException {
        malformed(new byte[0], "empty", "download it again");
    }

    @Test
    void sevenBytesAreTooFew() throws IOException {
        malformed(new byte[] {1, 2, 3, 4, 5, 6, 7}, "only 7 bytes");
    }

    @Test
    void headerOfNoBytesIsRefused() throws IOException {
        malformed(RawSafetensors.of(0, SOUND, 8), "header length is 0 bytes");
    }

    @Test
    void negativeHeaderLengthIsRefused() throws IOException {
        malformed(RawSafetensors.of(-1, SOUND, 8), "header length is 18446744073709551615 bytes");
    }

    @Test
    void headerBeyondTheFormatsLimitIsRefused() throws IOException {
        malformed(RawSafetensors.of(100_000_001, SOUND, 8), "header length is 100000001 bytes");
    }

    @Test
    void headerLongerThanTheFileIsTruncated() throws IOException {
        malformed(RawSafetensors.of(99_999_999, SOUND, 8), "truncated", "99999999 bytes");
    }

    @Test
    void headerLengthThatLooksLikePickleIsStillTruncated() throws IOException {
        malformed(RawSafetensors.of(0x0280, SOUND, 8), "truncated", "640 bytes");
    }

    @Test
    void largestHeaderOfSpacesIsRefusedSoon() throws IOException {
        byte[] file = RawSafetensors.of(60_000_000, "{", 60_000_000);
        Arrays.fill(file, 9, file.length, (byte) ' ');
        malformed(file, "not sound JSON");
    }

    @Test
    void truncatedDataIsMissed() throws IOException {
        malformed(RawSafetensors.of(SOUND, 7), "truncated", "8 bytes", "has 7");
    }

    @Test
    void bytesAfterTheLastTensorAreRefused() throws IOException {
        malformed(RawSafetensors.of(SOUND, 10), "2 bytes follow the last tensor");
    }

    @Test
    void fileCutInItsHeaderIsTruncated() throws IOException {
        byte[] whole = RawSafetensors.of(SOUND, 8);
        malformed(Arrays.copyOf(whole, 30), "truncated", "download it again");
    }

    @Test
    void directoryInPlaceOfTheWeightsIsNoFile() throws IOException {
        Path weights = TinyModel.in(directory).writeWithWeights(new byte[0]);
        Files.delete(weights);
        Files.createDirectory(weights);
        Refusal.malformed(directory, weights, "is no file");
    }

    @Test
    void weightsThatAreALinkToNothingAreNamed() throws IOException {
        Path weights = TinyModel.in(directory).writeWithWeights(new byte[0]);
        Files.delete(weights);
        Files.createSymbolicLink(weights, Path.of("../blobs/gone"));
        Refusal.malformed(directory, weights, "link", "gone", "download");
    }

    private void malformed(byte[] weights, String... words) throws IOException {
        Path file = TinyModel.in(directory).writeWithWeights(weights);
        Refusal.malformed(directory, file, words);
    }
}
