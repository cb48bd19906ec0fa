package io.sparsescope.engine.model;

import io.sparsescope.engine.model.Architecture.SlidingRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Works out how many positions each layer sees. */
final class SlidingWindowReader {
    private static final int ALL = Integer.MAX_VALUE;

    /** What transformers' Mistral and Qwen configurations assume when the key is absent. */
    private static final int DEFAULT_WINDOW = 4096;

    private static final int DEFAULT_FULL_LAYERS = 28;

    private final ConfigKeys keys;
    private final SlidingRule rule;

    SlidingWindowReader(ConfigKeys keys, SlidingRule rule) {
        this.keys = keys;
        this.rule = rule;
    }

    List<Integer> read(int layerCount) {
        return switch (rule) {
            case NEVER -> never(layerCount);
            case EVERY_LAYER -> Collections.nCopies(layerCount, givenWindow());
            case UPPER_LAYERS_IF_ASKED -> {
                int window = keys.flag("use_sliding_window", false) ? givenWindow() : ALL;
                int fullLayers =
                        keys.whole("max_window_layers", 0, ALL).orElse(DEFAULT_FULL_LAYERS);
                yield layers(layerCount, window, fullLayers);
            }
        };
    }

    private List<Integer> never(int layerCount) {
        keys.requireNeutral("sliding_window");
        return Collections.nCopies(layerCount, ALL);
    }

    /** A window that is null means none; an absent one means the default. */
    private int givenWindow() {
        return keys.isNull("sliding_window")
                ? ALL
                : keys.size("sliding_window", ALL).orElse(DEFAULT_WINDOW);
    }

    private List<Integer> layers(int layerCount, int window, int fullLayers) {
        List<String> types = keys.texts("layer_types");
        if (!types.isEmpty() && types.size() != layerCount) {
            throw keys.malformed(
                    "layer_types",
                    "names " + types.size() + " layers, the model has " + layerCount,
                    "correct it");
        }
        List<Integer> windows = new ArrayList<>();
        for (int layer = 0; layer < layerCount; layer++) {
            boolean sliding = types.isEmpty() ? layer >= fullLayers : isSliding(types.get(layer));
            windows.add(sliding ? window : ALL);
        }
        return windows;
    }

    private boolean isSliding(String layerType) {
        return switch (layerType) {
            case "full_attention" -> false;
            case "sliding_attention" -> true;
            default -> throw keys.unsupported("layer_types", "'" + layerType + "'");
        };
    }
}
