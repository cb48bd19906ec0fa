package io.sparsescope.engine.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** config.json as a text: what is no JSON object in UTF-8 is refused, a byte order mark is not. */
class ConfigTextTest {
    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <html>                               | not sound JSON at line 1
                    []                                   | no JSON object
                    null                                 | no JSON object
                    42                                   | no JSON object
                    ''                                   | no JSON object
                    {                                    | not sound JSON
                    {} {}                                | not sound JSON
                    {'a':1,}                             | not sound JSON
                    {'model_type':'x','model_type':'y'}  | Duplicate field 'model_type'
                    {'a':{'b':1,'b':2}}                  | Duplicate field 'b'
                    {'rms_norm_eps':NaN}                 | not sound JSON at line 1
                    {'rope_theta':Infinity}              | not sound JSON at line 1
                    {'rope_theta':-Infinity}             | not sound JSON at line 1
                    // a comment                         | not sound JSON
                    version https://git-lfs.github.com   | not sound JSON
                    """)
    void textThatIsNoJsonObjectIsMalformed(String text, String word) throws IOException {
        malformed(text.replace('\'', '"').getBytes(UTF_8), word);
    }

    @Test
    void invalidUtf8IsMalformed() throws IOException {
        malformed(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}, "not sound JSON");
    }

    @Test
    void deepNestingIsMalformed() throws IOException {
        malformed(("{\"a\":" + "[".repeat(100_000)).getBytes(UTF_8), "not sound JSON");
    }

    @Test
    void numberOfAThousandAndOneDigitsIsMalformed() throws IOException {
        malformed(("{\"a\":" + "9".repeat(1001) + "}").getBytes(UTF_8), "not sound JSON");
    }

    @Test
    void fileOfManyEmptyObjectsIsTooLarge() throws IOException {
        byte[] text = new byte[60_000_000];
        for (int at = 0; at + 3 <= text.length; at += 3) {
            text[at] = '{';
            text[at + 1] = '}';
            text[at + 2] = ',';
        }
        malformed(text, "has 60000000 bytes");
    }

    @Test
    void zerosAreMalformed() throws IOException {
        malformed(new byte[100], "config.json");
    }

    @Test
    void byteOrderMarkOfUtf8IsSkipped() throws IOException {
        TinyModel tiny = TinyModel.in(directory);
        byte[] marked = ("\uFEFF" + tiny.configText()).getBytes(UTF_8);
        assertEquals((byte) 0xef, marked[0]);
        tiny.writeWithConfig(marked);
        try (Model model = ModelLoader.load(directory)) {
            assertEquals(16, model.config().vocabSize());
        }
    }

    @Test
    void spacesAroundTheObjectAreSkipped() throws IOException {
        TinyModel tiny = TinyModel.in(directory);
        tiny.writeWithConfig(("\n\t " + tiny.configText() + "\r\n ").getBytes(UTF_8));
        try (Model model = ModelLoader.load(directory)) {
            assertEquals(8, model.config().hiddenSize());
        }
    }

    @Test
    void configCutInTheMiddleIsMalformed() throws IOException {
        TinyModel tiny = TinyModel.in(directory);
        byte[] whole = tiny.configText().getBytes(UTF_8);
        malformed(Arrays.copyOf(whole, whole.length / 2), "not sound JSON");
    }

    private void malformed(byte[] text, String... words) throws IOException {
        Refusal.malformed(directory, TinyModel.in(directory).writeWithConfig(text), words);
    }
}
