package io.sparsescope.app.rehearsal;

import io.sparsescope.app.rehearsal.Hand.Held;
import io.sparsescope.views.shell.Command;
import java.util.List;
import java.util.SplittableRandom;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.MouseButton;

/** What a hand does with the keyboard. */
final class KeyActs {
    private static final List<KeyCode> KEYS =
            List.of(
                    KeyCode.LEFT,
                    KeyCode.RIGHT,
                    KeyCode.UP,
                    KeyCode.DOWN,
                    KeyCode.HOME,
                    KeyCode.END,
                    KeyCode.PAGE_UP,
                    KeyCode.PAGE_DOWN,
                    KeyCode.ENTER,
                    KeyCode.SPACE,
                    KeyCode.ESCAPE,
                    KeyCode.DELETE,
                    KeyCode.BACK_SPACE,
                    KeyCode.F10,
                    KeyCode.PLUS,
                    KeyCode.MINUS);
    private static final List<String> PROMPTS =
            List.of(
                    "The wolf",
                    "Once upon a time there was a ship that sailed far away from every harbour",
                    "\"Open the door,\" said the king. \"It is cold,",
                    "a",
                    " ",
                    "Zürich – naïve 🙂 \u0000 text",
                    "one two three four five six seven eight nine ten ".repeat(6));

    private final Program program;
    private final Hand hand;

    KeyActs(Program program) {
        this.program = program;
        this.hand = program.hand();
    }

    /** All of them. */
    List<Act> list() {
        return List.of(
                new Act("key", 12, this::pressKeys),
                new Act("tab", 6, this::pressTab),
                new Act("shortcut", 14, this::pressShortcut),
                new Act("palette", 5, this::usePalette),
                new Act("prompt", 5, this::typePrompt));
    }

    private String pressKeys(SplittableRandom random) {
        KeyCode key = KEYS.get(random.nextInt(KEYS.size()));
        Held held = random.nextInt(5) == 0 ? Held.SHIFT : Held.NOTHING;
        int times = 1 + random.nextInt(4);
        for (int press = 0; press < times; press++) {
            hand.key(program.scene(), key, held);
        }
        return times + " x " + key;
    }

    private String pressTab(SplittableRandom random) {
        Held held = random.nextInt(3) == 0 ? Held.SHIFT : Held.NOTHING;
        int times = 1 + random.nextInt(5);
        for (int press = 0; press < times; press++) {
            hand.key(program.scene(), KeyCode.TAB, held);
        }
        return times + " x TAB";
    }

    private String pressShortcut(SplittableRandom random) {
        List<KeyCodeCombination> shortcuts =
                program.window().commands().stream()
                        .map(Command::keys)
                        .filter(KeyCodeCombination.class::isInstance)
                        .map(KeyCodeCombination.class::cast)
                        .toList();
        KeyCodeCombination keys = shortcuts.get(random.nextInt(shortcuts.size()));
        hand.key(program.scene(), keys.getCode(), held(keys));
        return keys.getName();
    }

    private static Held held(KeyCombination keys) {
        return new Held(
                keys.getShift() == KeyCombination.ModifierValue.DOWN,
                keys.getShortcut() == KeyCombination.ModifierValue.DOWN,
                keys.getAlt() == KeyCombination.ModifierValue.DOWN);
    }

    /** Opens the palette, types the words of a command, and runs it or thinks better of it. */
    private String usePalette(SplittableRandom random) {
        List<Command> commands = program.window().commands();
        Command command = commands.get(random.nextInt(commands.size()));
        hand.key(program.scene(), KeyCode.P, new Held(true, true, false));
        hand.type(program.scene(), command.label());
        boolean run = random.nextInt(5) != 0;
        hand.key(program.scene(), run ? KeyCode.ENTER : KeyCode.ESCAPE, Held.NOTHING);
        return (run ? "" : "not ") + command.id();
    }

    private String typePrompt(SplittableRandom random) {
        String prompt = PROMPTS.get(random.nextInt(PROMPTS.size()));
        program.sight()
                .of("#prompt-text", random)
                .ifPresent(spot -> hand.click(spot, MouseButton.PRIMARY, 1, Held.NOTHING));
        if (random.nextInt(4) != 0) {
            hand.key(program.scene(), KeyCode.A, Held.SHORTCUT);
        }
        hand.type(program.scene(), prompt);
        if (random.nextInt(4) != 0) {
            hand.key(program.scene(), KeyCode.ENTER, Held.SHORTCUT);
        }
        return prompt.length() + " characters";
    }
}
