package io.sparsescope.views.sessionfile;

import java.nio.file.Path;

/** Saves sessions without end, in a process of its own that a test kills. */
final class SavingLoop {
    private SavingLoop() {}

    /** Saves to the file that is named, a session at step 0 and one at step 3 in turn. */
    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        int times = Integer.parseInt(arguments[1]);
        SessionFile before = null;
        for (int round = 0; times == 0 || round < times; round++) {
            before = SessionWriter.write(file, Kept.at(round % 2 == 0 ? 0 : 3, null, null), before);
            if (round == 0) {
                System.out.println("saved");
            }
        }
    }
}
