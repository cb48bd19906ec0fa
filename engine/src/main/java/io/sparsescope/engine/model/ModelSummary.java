package io.sparsescope.engine.model;

import java.nio.file.Path;
import java.util.List;

/**
 * What is worth telling a user about a model before anything runs.
 *
 * @param name the directory's name
 * @param directory where it was loaded from
 * @param architecture Hugging Face's model type, such as {@code llama}
 * @param layerCount decoder layers
 * @param hiddenSize residual width
 * @param intermediateSize MLP width
 * @param headCount query heads
 * @param keyValueHeadCount key and value heads
 * @param headDim width of a head
 * @param vocabSize tokens in the vocabulary
 * @param contextLength longest sequence that the model was made for
 * @param parameterCount stored parameters, tied ones once
 * @param weightBytes bytes of weights in the file
 * @param weightType element type of most weights, such as {@code BF16}
 * @param tiedEmbeddings whether the unembedding is the embedding
 * @param hash SHA-256 of the configuration and of every tensor's name, type, shape and first bytes,
 *     in hexadecimal
 * @param chatProblem why prompts cannot be put into the words of a chat template; empty when they
 *     can
 * @param notes what was found and ignored, such as unexpected tensors
 */
public record ModelSummary(
        String name,
        Path directory,
        String architecture,
        int layerCount,
        int hiddenSize,
        int intermediateSize,
        int headCount,
        int keyValueHeadCount,
        int headDim,
        int vocabSize,
        int contextLength,
        long parameterCount,
        long weightBytes,
        String weightType,
        boolean tiedEmbeddings,
        String hash,
        String chatProblem,
        List<String> notes) {
    public ModelSummary {
        notes = List.copyOf(notes);
    }
}
