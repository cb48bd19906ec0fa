package io.sparsescope.engine.training;

/**
 * How a training is judged while it runs, on windows that it never learns from.
 *
 * @param share of the windows, in (0, 1)
 * @param most windows at most
 * @param interval steps from one judgement to the next
 * @param patience judgements in a row without a new best after which training stops
 */
public record HeldOutSetting(double share, int most, int interval, int patience) {
    /** A tenth of the text, at most 32 windows, after every 25 steps. */
    public static final HeldOutSetting DEFAULT = new HeldOutSetting(0.1, 32, 25, 6);

    public HeldOutSetting {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the held-out share is in (0, 1): " + share);
        }
        if (most < 1 || interval < 1 || patience < 1) {
            throw new IllegalArgumentException(
                    "held-out windows, interval and patience are at least 1: "
                            + most
                            + ", "
                            + interval
                            + ", "
                            + patience);
        }
    }

    /** How many of so many windows are held out: at least one, and not all. */
    int count(int windows) {
        int wanted = (int) Math.min(most, Math.round(share * windows));
        return Math.clamp(wanted, 1, windows - 1);
    }
}
