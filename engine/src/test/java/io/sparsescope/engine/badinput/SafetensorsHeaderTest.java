package io.sparsescope.engine.badinput;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Safetensors headers that break a promise of the format; the file has 8 bytes of data each time.
 */
class SafetensorsHeaderTest {
    private static final String A = RawSafetensors.tensor("a", "F32", "[2]", "[0,8]");

    @TempDir Path directory;

    static Stream<Arguments> unsoundText() {
        return Stream.of(
                arguments("no JSON at all", "{this is not JSON", "not sound JSON"),
                arguments("an array", "[1]", "header does not start with '{'"),
                arguments("a number", "1234", "header does not start with '{'"),
                arguments("an open brace", "{" + A, "not sound JSON"),
                arguments("text after it", "{" + A + "}x", "not sound JSON"),
                arguments("a second object after it", "{" + A + "}{}", "follows the header's last"),
                arguments("zeros after it", "{" + A + "}\0\0", "not sound JSON"),
                arguments("a name twice", "{" + A + "," + A + "}", "Duplicate field 'a'"),
                arguments("deep nesting", "{\"a\":" + "[".repeat(5000) + "}", "tensor 'a'"),
                arguments(
                        "deep shape",
                        header("{'shape':" + "[".repeat(5000) + "}"),
                        "shape of tensor 'a'"),
                arguments("an invalid byte sequence", "{\"\uD800\":1}", "tensor '?'"),
                arguments("metadata as a list", "{\"__metadata__\":[]," + A + "}", "__metadata__"),
                arguments(
                        "a number in metadata",
                        "{\"__metadata__\":{\"k\":1}," + A + "}",
                        "__metadata__ 'k'"),
                arguments(
                        "a deep key in metadata",
                        "{\"__metadata__\":{\"k\":{}}," + A + "}",
                        "__metadata__ 'k'"),
                arguments(
                        "metadata twice",
                        "{\"__metadata__\":{},\"__metadata__\":{}," + A + "}",
                        "Duplicate field"));
    }

    static Stream<Arguments> unsoundTensors() {
        return Stream.of(
                arguments("a number", "7", "tensor 'a' should be"),
                arguments("null", "null", "tensor 'a' should be"),
                arguments("nothing in it", "{}", "must have dtype, shape and two data_offsets"),
                arguments("no dtype", "{'shape':[2],'data_offsets':[0,8]}", "must have dtype"),
                arguments(
                        "no shape",
                        "{'dtype':'F32','data_offsets':[0,8]}",
                        "must have dtype, shape"),
                arguments("no offsets", "{'dtype':'F32','shape':[2]}", "two data_offsets"),
                arguments("one offset", tensor("[2]", "[8]"), "two data_offsets"),
                arguments("three offsets", tensor("[2]", "[0,4,8]"), "two data_offsets"),
                arguments(
                        "a key twice", "{'dtype':'F32','dtype':'F32'}", "Duplicate field 'dtype'"),
                arguments(
                        "an unknown field",
                        "{'dtype':'F32','quant':'q4'}",
                        "unknown field 'quant'"),
                arguments("a number as dtype", "{'dtype':32}", "dtype of tensor 'a'"),
                arguments("a text as shape", tensor("'2'", "[0,8]"), "shape of tensor 'a'"),
                arguments("a negative extent", tensor("[-2]", "[0,8]"), "negative"),
                arguments("two negative extents", tensor("[-1,-2]", "[0,8]"), "negative"),
                arguments("a fractional extent", tensor("[2.0]", "[0,8]"), "shape of tensor 'a'"),
                arguments(
                        "an extent beyond long",
                        tensor("[99999999999999999999]", "[0,8]"),
                        "out of range"),
                arguments(
                        "a number of 5000 digits",
                        tensor("[" + "9".repeat(5000) + "]", "[0,8]"),
                        "header"),
                arguments("an extent in quotes", tensor("['2']", "[0,8]"), "shape of tensor 'a'"),
                arguments(
                        "extents that overflow",
                        tensor("[4294967296,4294967296]", "[0,8]"),
                        "larger than any"),
                arguments(
                        "extents that wrap to 8 bytes",
                        tensor("[4611686018427387906]", "[0,8]"),
                        "larger than any"),
                arguments(
                        "a hundred extents",
                        tensor("[" + "1,".repeat(99) + "2]", "[0,8]"),
                        "more than 16"),
                arguments("reversed offsets", tensor("[2]", "[8,0]"), "data_offsets are [8, 0]"),
                arguments(
                        "negative offsets", tensor("[2]", "[-8,0]"), "data_offsets of tensor 'a'"),
                arguments("too few bytes", tensor("[2]", "[0,4]"), "needs 8 bytes"),
                arguments("too many bytes", tensor("[1]", "[0,8]"), "needs 4 bytes"),
                arguments(
                        "a gap before it", tensor("[1]", "[4,8]"), "begins at byte 4 of the data"),
                arguments("offsets beyond the file", tensor("[1000]", "[0,4000]"), "truncated"),
                arguments(
                        "an overlap with another",
                        tensor("[2]", "[0,8]") + ",'b':" + tensor("[1]", "[4,8]"),
                        "tensor 'b' begins at byte 4"),
                arguments(
                        "the same bytes as another",
                        tensor("[2]", "[0,8]") + ",'b':" + tensor("[2]", "[0,8]"),
                        "tensor 'b' begins at byte 0"),
                arguments(
                        "a gap after it",
                        tensor("[1]", "[0,4]") + ",'b':" + tensor("[0]", "[8,8]"),
                        "tensor 'b' begins at byte 8"));
    }

    @ParameterizedTest(name = "header with {0}")
    @MethodSource("unsoundText")
    void unsoundHeaderIsMalformed(String what, String header, String word) throws IOException {
        Path file = TinyModel.in(directory).writeWithWeights(RawSafetensors.of(header, 8));
        Refusal.malformed(directory, file, word);
    }

    @ParameterizedTest(name = "tensor with {0}")
    @MethodSource("unsoundTensors")
    void unsoundTensorIsMalformed(String what, String tensor, String word) throws IOException {
        Path file = TinyModel.in(directory).writeWithWeights(RawSafetensors.of(header(tensor), 8));
        Refusal.malformed(directory, file, word);
    }

    @Test
    void unknownElementTypeIsUnsupported() throws IOException {
        String header = "{" + RawSafetensors.tensor("a", "Q4_K", "[2]", "[0,8]") + "}";
        Path file = TinyModel.in(directory).writeWithWeights(RawSafetensors.of(header, 8));
        Refusal.unsupported(directory, file, "tensor 'a'", "dtype 'Q4_K'", "BF16");
    }

    @Test
    void nameOfAnyLengthAndContentKeepsTheMessageOneShortLine() throws IOException {
        String name = "line\\none\\u0007" + "x".repeat(40_000);
        String header = "{" + RawSafetensors.tensor(name, "F32", "[2]", "[8,0]") + "}";
        Path file = TinyModel.in(directory).writeWithWeights(RawSafetensors.of(header, 8));
        Refusal.malformed(directory, file, "tensor 'line?one?xxx", "xxx...");
    }

    private static String header(String tensor) {
        return "{\"a\":" + tensor.replace('\'', '"') + "}";
    }

    private static String tensor(String shape, String offsets) {
        return "{'dtype':'F32','shape':" + shape + ",'data_offsets':" + offsets + "}";
    }
}
