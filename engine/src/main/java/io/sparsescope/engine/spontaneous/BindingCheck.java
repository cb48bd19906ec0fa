package io.sparsescope.engine.spontaneous;

import io.sparsescope.engine.sparsity.SparsityMethod;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares what vectors were made for with what they are used with. */
final class BindingCheck {
    private static final int SHOWN_OF_HASH = 12;

    private final String made;
    private final List<String> warnings = new ArrayList<>();
    private final List<String> unsaid = new ArrayList<>();

    private BindingCheck(SpontaneousOrigin origin) {
        this.made = origin.kind() == SpontaneousOrigin.Kind.TRAINED ? "trained" : "made";
    }

    static List<String> warnings(SpontaneousProvenance provenance, SpontaneousBinding use) {
        BindingCheck check = new BindingCheck(provenance.origin());
        SpontaneousBinding own = provenance.binding();
        check.compare("model", own.modelHash(), use.modelHash(), BindingCheck::model);
        @Nullable String ownRule = rule(own);
        @Nullable String usedRule = rule(use);
        if (ownRule != null && usedRule != null) {
            check.compare("method and level", ownRule, usedRule, rule -> rule);
        } else {
            check.compare("method", own.method(), use.method(), SparsityMethod::cliName);
            check.compare("level", own.level(), use.level(), BindingCheck::percent);
        }
        check.compare("allocation", own.allocation(), use.allocation(), "allocation %s"::formatted);
        check.compare(
                "positions",
                own.positions(),
                use.positions(),
                positions -> "positions " + positions.cliName());
        return check.all();
    }

    private <T> void compare(
            String what, @Nullable T own, @Nullable T used, Function<T, String> words) {
        if (own == null) {
            unsaid.add(what);
        } else if (used != null && !own.equals(used)) {
            warnings.add(
                    "the vectors were "
                            + made
                            + " for "
                            + words.apply(own)
                            + ", used with "
                            + words.apply(used));
        }
    }

    private List<String> all() {
        if (!unsaid.isEmpty()) {
            warnings.add(
                    "the vectors do not say for which of these they were made: "
                            + String.join(", ", unsaid));
        }
        return List.copyOf(warnings);
    }

    /** Method and level in one breath, {@code teal at 50 %}; null unless both are known. */
    private static @Nullable String rule(SpontaneousBinding binding) {
        SparsityMethod method = binding.method();
        Double level = binding.level();
        return method == null || level == null ? null : method.cliName() + " at " + percent(level);
    }

    static String percent(double level) {
        BigDecimal hundredth = BigDecimal.valueOf(level).movePointRight(2);
        return hundredth.stripTrailingZeros().toPlainString() + " %";
    }

    private static String model(String hash) {
        return "model " + hash.substring(0, Math.min(SHOWN_OF_HASH, hash.length()));
    }
}
