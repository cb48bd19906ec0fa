package io.sparsescope.app.cli;

import io.sparsescope.engine.model.ModelConfig;

/** Token ids that a user gave. */
final class TokenIds {
    private TokenIds() {}

    /** The ids, if a model can run them. */
    static int[] checked(int[] ids, ModelConfig config) {
        if (ids.length == 0) {
            throw new UsageException("the prompt has no tokens");
        }
        if (ids.length > config.contextLength()) {
            throw new UsageException(
                    "the prompt has "
                            + ids.length
                            + " tokens, the model's context is "
                            + config.contextLength());
        }
        for (int id : ids) {
            if (id < 0 || id >= config.vocabSize()) {
                throw new UsageException(
                        "token id " + id + " is outside the vocabulary of " + config.vocabSize());
            }
        }
        return ids;
    }
}
