package io.sparsescope.engine.model;

import io.sparsescope.engine.chat.ChatTemplate;
import io.sparsescope.engine.format.BadInputException;
import io.sparsescope.engine.format.DType;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.Sha256;
import io.sparsescope.engine.format.Tensor;
import io.sparsescope.engine.format.TensorStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Describes a model that was just opened. */
final class ModelSummaries {
    private static final int SAMPLED_BYTES = 4096;

    private ModelSummaries() {}

    static ModelSummary of(
            ModelDirectory directory,
            ModelConfig config,
            TensorStore store,
            List<String> unexpected) {
        long parameters = 0;
        long bytes = 0;
        Map<DType, Long> bytesOfType = new EnumMap<>(DType.class);
        for (String name : store.names()) {
            Tensor tensor = store.find(name).orElseThrow();
            parameters += tensor.header().elementCount();
            bytes += tensor.bytes().byteSize();
            bytesOfType.merge(tensor.type(), tensor.bytes().byteSize(), Long::sum);
        }
        DType mostly =
                bytesOfType.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow()
                        .getKey();
        return new ModelSummary(
                directory.name(),
                directory.path(),
                config.architecture().modelType(),
                config.layerCount(),
                config.hiddenSize(),
                config.intermediateSize(),
                config.headCount(),
                config.keyValueHeadCount(),
                config.headDim(),
                config.vocabSize(),
                config.contextLength(),
                parameters,
                bytes,
                mostly.name(),
                config.tiedEmbeddings(),
                hash(directory, store),
                chatProblem(directory),
                notes(config, unexpected));
    }

    /** A template that cannot be used does not keep the model from being used. */
    private static String chatProblem(ModelDirectory directory) {
        try {
            return ChatTemplate.read(directory.path()).isPresent()
                    ? ""
                    : "The tokenizer carries no chat template.";
        } catch (BadInputException refusal) {
            return String.valueOf(refusal.getMessage());
        }
    }

    private static List<String> notes(ModelConfig config, List<String> unexpected) {
        List<String> notes = new ArrayList<>();
        config.ignoredKeys()
                .forEach(key -> notes.add("config.json: unknown key '" + key + "' was ignored"));
        unexpected.forEach(name -> notes.add("unexpected tensor '" + name + "' was not used"));
        return notes;
    }

    /**
     * A fingerprint that is quick for files of any size: the configuration, and of each tensor its
     * name, type, shape and first bytes.
     */
    private static String hash(ModelDirectory directory, TensorStore store) {
        MessageDigest digest = Sha256.begin();
        digest.update(bytesOf(directory.config()));
        for (String name : store.names().stream().sorted().toList()) {
            Tensor tensor = store.find(name).orElseThrow();
            digest.update(
                    (name + tensor.type() + tensor.header().shape())
                            .getBytes(StandardCharsets.UTF_8));
            ByteBuffer sample =
                    tensor.bytes()
                            .asSlice(0, Math.min(SAMPLED_BYTES, tensor.bytes().byteSize()))
                            .asByteBuffer();
            digest.update(sample);
        }
        return Sha256.hex(digest);
    }

    private static byte[] bytesOf(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new MalformedInputException(
                    file, "cannot be read (" + failure.getMessage() + ")", "check its permissions");
        }
    }
}
