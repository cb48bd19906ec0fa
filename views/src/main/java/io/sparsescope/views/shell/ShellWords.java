package io.sparsescope.views.shell;

import java.util.List;
import java.util.stream.Collectors;

/** Writes arguments as one line that a POSIX shell reads as the same arguments. */
public final class ShellWords {
    private ShellWords() {}

    /** The line. */
    public static String line(List<String> arguments) {
        return arguments.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        boolean isPlain = argument.matches("[A-Za-z0-9_./,:=@%+-]+");
        return isPlain ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
