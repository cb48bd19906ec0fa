package io.sparsescope.engine.training;

import io.sparsescope.engine.format.Sha256;
import io.sparsescope.engine.spontaneous.SpontaneousBinding;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that decides what a training comes to, by name, so that a checkpoint knows its own. */
final class TrainingIdentity {
    private TrainingIdentity() {}

    static SortedMap<String, String> of(TrainingRequest request, TokenWindows text) {
        SortedMap<String, String> identity = new TreeMap<>(request.setting().words());
        SpontaneousBinding binding = request.binding();
        identity.put("model", word(binding.modelHash()));
        identity.put("method", word(binding.method()));
        identity.put("level", word(binding.level()));
        identity.put("allocation", word(binding.allocation()));
        identity.put("positions", request.plan().positions().cliName());
        identity.put("rules", rulesHash(request));
        identity.put("trainingText", request.textHash());
        identity.put("window", String.valueOf(text.windows().getFirst().length));
        identity.put("windows", String.valueOf(text.count()));
        identity.put("start", request.start() == null ? "zeros" : request.start().hash());
        return identity;
    }

    private static String word(@Nullable Object value) {
        return value == null ? "unknown" : value.toString();
    }

    /** Rules are records, whose words hold every threshold. */
    private static String rulesHash(TrainingRequest request) {
        MessageDigest digest = Sha256.begin();
        digest.update(request.plan().rules().toString().getBytes(StandardCharsets.UTF_8));
        return Sha256.hex(digest);
    }
}
