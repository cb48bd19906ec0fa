package io.sparsescope.engine.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A token allocates nothing, once the compiler has seen the code. Looked at in a virtual machine of
 * its own, with the flags of the product: what other tests have run before decides what is inlined.
 */
class DecoderAllocationTest {
    private static final String BUNDLED =
            Path.of(System.getProperty("sparsescope.home", ".."), "sample-models", "storybook-14m")
                    .toString();

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.5"})
    void aTokenAllocatesNothing(String sparsity) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("-XX") || flag.startsWith("--"))
                .forEach(words::add);
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.addAll(List.of(AllocationProbe.class.getName(), BUNDLED, sparsity));
        Process probe = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, probe.waitFor(), said);
        assertTrue(said.contains("least: 0\n"), said);
    }
}
