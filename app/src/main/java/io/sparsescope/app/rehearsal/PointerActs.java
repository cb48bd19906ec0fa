package io.sparsescope.app.rehearsal;

import io.sparsescope.app.rehearsal.Hand.Held;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import javafx.scene.input.MouseButton;

/** What a hand does with the mouse. */
final class PointerActs {
    private static final double NOTCH_PIXELS = 40;

    private final Hand hand;
    private final Sight sight;

    PointerActs(Program program) {
        this.hand = program.hand();
        this.sight = program.sight();
    }

    /** All of them. */
    List<Act> list() {
        return List.of(
                new Act("click", 30, this::clickControl),
                new Act("click on a chart", 14, this::clickChart),
                new Act("drag on a chart", 10, this::dragChart),
                new Act("wheel", 6, this::turnWheel),
                new Act("drag the slider", 10, random -> dragWithin("#sparsity-slider", random)),
                new Act("drag the threshold", 6, random -> dragWithin("#magnitudes", random)),
                new Act("drag anywhere", 3, this::dragAnywhere),
                new Act("click anywhere", 3, this::clickAnywhere));
    }

    private String clickControl(SplittableRandom random) {
        return at(sight.control(random), spot -> hand.click(spot, any(random), 1, Held.NOTHING));
    }

    private String clickChart(SplittableRandom random) {
        Held held = random.nextInt(3) == 0 ? Held.SHIFT : Held.NOTHING;
        int times = random.nextInt(8) == 0 ? 2 : 1;
        return at(sight.chart(random), spot -> hand.click(spot, any(random), times, held));
    }

    private String dragChart(SplittableRandom random) {
        Held held = random.nextInt(4) == 0 ? Held.SHIFT : Held.NOTHING;
        return at(sight.chart(random), spot -> hand.drag(spot, sight.again(spot, random), held));
    }

    private String turnWheel(SplittableRandom random) {
        Held held = random.nextBoolean() ? Held.SHORTCUT : Held.NOTHING;
        double pixels = (random.nextBoolean() ? 1 : -1) * NOTCH_PIXELS;
        return at(sight.chart(random), spot -> hand.scroll(spot, pixels, held));
    }

    private String dragWithin(String selector, SplittableRandom random) {
        return at(
                sight.of(selector, random),
                spot -> hand.drag(spot, sight.again(spot, random), Held.NOTHING));
    }

    private String dragAnywhere(SplittableRandom random) {
        Spot from = sight.anywhere(random);
        hand.drag(from, sight.anywhere(random), Held.NOTHING);
        return from.words();
    }

    private String clickAnywhere(SplittableRandom random) {
        Spot spot = sight.anywhere(random);
        hand.click(spot, any(random), 1, Held.NOTHING);
        return spot.words();
    }

    private static MouseButton any(SplittableRandom random) {
        return random.nextInt(12) == 0 ? MouseButton.SECONDARY : MouseButton.PRIMARY;
    }

    private static String at(Optional<Spot> spot, java.util.function.Consumer<Spot> deed) {
        spot.ifPresent(deed);
        return spot.map(Spot::words).orElse("nothing to aim at");
    }
}
