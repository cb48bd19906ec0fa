package io.sparsescope.views.chart;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;

/** Writes an exponent as the power of ten that it stands for. */
final class PowerFormat extends NumberFormat {
    @Override
    public StringBuffer format(double exponent, StringBuffer to, FieldPosition position) {
        return to.append(LogScale.power((int) Math.round(exponent)));
    }

    @Override
    public StringBuffer format(long exponent, StringBuffer to, FieldPosition position) {
        return to.append(LogScale.power((int) exponent));
    }

    @Override
    public Number parse(String source, ParsePosition position) {
        throw new UnsupportedOperationException("axis labels are written, not read");
    }
}
