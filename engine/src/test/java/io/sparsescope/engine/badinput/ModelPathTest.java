package io.sparsescope.engine.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a model is looked for, and what a refused one leaves behind: nothing. */
class ModelPathTest {
    private static final int OPENED = 100;

    @TempDir Path directory;

    @Test
    void missingDirectoryIsMalformed() {
        Path missing = directory.resolve("no/such/model");
        Refusal.malformed(missing, missing, "no such file or directory", "check the path");
    }

    @Test
    void directoryWithoutConfigSaysWhichOneToChoose() {
        Refusal.malformed(directory, directory, "no config.json", "choose the directory");
    }

    @Test
    void configThatIsADirectoryIsNoConfig() throws IOException {
        Files.createDirectory(directory.resolve(TinyModel.CONFIG));
        Refusal.malformed(directory, directory, "no config.json");
    }

    @Test
    void fileInsideTheDirectoryStandsForIt() throws IOException {
        TinyModel.in(directory).write();
        try (Model model = ModelLoader.load(directory.resolve(TinyModel.WEIGHTS))) {
            assertEquals(directory, model.summary().directory());
        }
    }

    @Test
    void refusedFileCanBeRenamedAndDeleted() throws IOException {
        Path weights = TinyModel.in(directory).writeWithWeights(new byte[5000]);
        Refusal.malformed(directory, weights);
        Path renamed = Files.move(weights, directory.resolve("renamed"));
        Files.delete(renamed);
        assertFalse(Files.exists(renamed));
    }

    @Test
    void refusedFileStaysUnmapped() throws IOException {
        String header = "{" + RawSafetensors.tensor("a", "F32", "[3]", "[0,8]") + "}";
        Path weights = TinyModel.in(directory).writeWithWeights(RawSafetensors.of(header, 8));
        staysUnmapped(weights);
    }

    @Test
    void weightsOfARefusedModelStayUnmapped() throws IOException {
        TinyModel.in(directory).withoutTensor("model.norm.weight").write();
        staysUnmapped(directory);
    }

    @Test
    void shardsBeforeABrokenOneStayUnmapped() throws IOException {
        TinyModel.in(directory).writeSharded();
        staysUnmapped(Files.write(directory.resolve("b.safetensors"), new byte[64]));
    }

    @Test
    void closedModelStaysUnmapped() throws IOException {
        TinyModel.in(directory).write();
        long before = mappedFiles();
        for (int time = 0; time < OPENED; time++) {
            ModelLoader.load(directory).close();
        }
        assertTrue(mappedFiles() <= before);
    }

    private void staysUnmapped(Path blamed) {
        long before = mappedFiles();
        for (int time = 0; time < OPENED; time++) {
            Refusal.malformed(directory, blamed);
        }
        assertTrue(
                mappedFiles() <= before,
                () -> mappedFiles() + " files are mapped, before it were " + before);
    }

    /** How many mappings the virtual machine holds. */
    private static long mappedFiles() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("mapped"))
                .mapToLong(BufferPoolMXBean::getCount)
                .sum();
    }
}
