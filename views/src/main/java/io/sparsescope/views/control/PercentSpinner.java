package io.sparsescope.views.control;

import java.util.Locale;
import java.util.function.DoubleConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** A share in whole percent with its sign; what is not a number is put back. */
public final class PercentSpinner extends Spinner<Integer> {
    private static final int MOST = 99;
    private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,3})([.,]\\d*)?\\s*%?\\s*");

    private boolean showing;

    /** A spinner that hands shares in [0, 0.99] to {@code taken}. */
    public PercentSpinner(DoubleConsumer taken) {
        super(0, MOST, 0);
        setEditable(true);
        getValueFactory().setConverter(new Percent(getValueFactory()));
        valueProperty()
                .addListener((_, _, percent) -> {
                    if (!showing && percent != null) {
                        taken.accept(percent / 100.0);
                    }
                });
    }

    /** Shows a share that did not come from the hand. */
    public void show(double share) {
        showing = true;
        try {
            getValueFactory().setValue((int) Math.min(MOST, Math.round(100 * share)));
        } finally {
            showing = false;
        }
    }

    private static final class Percent extends StringConverter<Integer> {
        private final SpinnerValueFactory<Integer> factory;

        Percent(SpinnerValueFactory<Integer> factory) {
            this.factory = factory;
        }

        @Override
        public String toString(@Nullable Integer percent) {
            return percent == null ? "" : String.format(Locale.ROOT, "%d\u00a0%%", percent);
        }

        @Override
        public Integer fromString(String text) {
            Matcher number = NUMBER.matcher(text.replace('\u00a0', ' '));
            return number.matches()
                    ? Math.min(MOST, Integer.parseInt(number.group(1)))
                    : factory.getValue();
        }
    }
}
