package io.sparsescope.views.shell;

import io.sparsescope.views.session.NeedsModel;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** What can be done about what is tried: taken back, run, stopped, set to a level. */
final class TrialCommands {
    private final List<Command> commands = new ArrayList<>();
    private final WorkbenchSession session;
    private final WorkbenchPanels panels;

    private TrialCommands(WorkbenchSession session, WorkbenchPanels panels) {
        this.session = session;
        this.panels = panels;
    }

    /** The commands, in the order of their menus. */
    static List<Command> list(WorkbenchSession session, WorkbenchPanels panels) {
        var list = new TrialCommands(session, panels);
        list.edits();
        list.runs();
        return list.commands;
    }

    private void edits() {
        commands.add(
                Command.of(
                                "edit.undo",
                                "Undo",
                                "Go back to the setting before",
                                "Shortcut+Z",
                                this::undo)
                        .unless(undoProblem()));
        commands.add(
                Command.of(
                                "edit.redo",
                                "Redo",
                                "Go forward to the setting that was undone",
                                "Shortcut+Shift+Z",
                                session::redo)
                        .unless(
                                session.history()
                                        .canRedoProperty()
                                        .map(can -> can ? "" : "Nothing was undone.")));
        add(
                "edit.release",
                "Release selection",
                "Follow the last position and pin no channel",
                null,
                panels.masksViewModel::release);
    }

    /** What is being typed can be undone too. */
    private ObservableValue<String> undoProblem() {
        var canUndo = session.history().canUndoProperty();
        var draft = panels.promptViewModel.draftProperty();
        var tried = session.experimentProperty();
        return Bindings.createStringBinding(
                () ->
                        canUndo.get() || !draft.get().equals(tried.get().prompt())
                                ? ""
                                : "Nothing was changed yet.",
                canUndo,
                draft,
                tried);
    }

    /** What is being typed becomes a step of its own first, so that it is not lost. */
    private void undo() {
        panels.promptViewModel.commit();
        session.undo();
    }

    private void measureSpeed() {
        panels.front.set(ViewName.SPEED);
        session.measureSpeed();
    }

    private void runs() {
        commands.add(
                Command.of(
                                "run.run",
                                "Run prompt",
                                "Run the prompt and write its texts",
                                "Shortcut+Enter",
                                panels.promptViewModel::run)
                        .unless(NeedsModel.problem(session)));
        commands.add(
                Command.of(
                                "run.measure-speed",
                                "Measure speed",
                                "Decode densely and at several levels in turn, and show the rates",
                                null,
                                this::measureSpeed)
                        .unless(NeedsModel.problem(session)));
        add(
                "run.stop",
                "Stop text",
                "Stop all texts; what they wrote stays",
                "Shortcut+PERIOD",
                session.streams()::stop);
        add(
                "run.live",
                "Live text on or off",
                "Write the texts whenever prompt or sparsity change",
                "Shortcut+L",
                () ->
                        session.streams()
                                .liveProperty()
                                .set(!session.streams().liveProperty().get()));
        add(
                "run.dense",
                "Dense model",
                "Set the sparsity to zero",
                "Shortcut+0",
                () -> sparsity(0));
        add(
                "run.half",
                "Half sparse",
                "Set the sparsity to 50\u00a0%",
                "Shortcut+5",
                () -> sparsity(0.5));
        add("run.cancel-job", "Cancel job", "Cancel the long job", null, session::cancelJob);
    }

    private void sparsity(double level) {
        var now = session.experimentProperty().get();
        session.change(now.withSetting(now.setting().withTargetSparsity(level)));
    }

    private void add(
            String id, String label, String sentence, @Nullable String keys, Runnable action) {
        commands.add(Command.of(id, label, sentence, keys, action));
    }
}
