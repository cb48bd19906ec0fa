package io.sparsescope.views.fake;

import io.sparsescope.engine.run.EngineLane;
import io.sparsescope.engine.run.EngineListener;
import io.sparsescope.engine.run.LiveEngine;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.WorkbenchSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A session over a fake engine that moves only when the test says so, all on the test's thread.
 *
 * @param session the session
 * @param engine its engine
 */
public record HandSteppedSession(WorkbenchSession session, FakeEngine engine) {
    /** The prompt that tests begin with. */
    public static final String PROMPT = "Once upon a time there was a king who had";

    /** A session before a model is open. */
    public static HandSteppedSession closed() {
        List<FakeEngine> made = new ArrayList<>();
        var session =
                new WorkbenchSession(
                        Runnable::run,
                        listener -> make(listener, made),
                        new Experiment(PROMPT, SparsitySetting.DENSE));
        return new HandSteppedSession(session, made.getFirst());
    }

    private static LiveEngine make(EngineListener listener, List<FakeEngine> made) {
        var engine = new FakeEngine(EngineLane.manual(), listener);
        made.add(engine);
        return engine;
    }

    /** A session with an open model, its first prompt run and its texts written. */
    public static HandSteppedSession opened() {
        HandSteppedSession hand = closed();
        hand.session().open(Path.of("models/tiny"));
        hand.engine().runAll();
        return hand;
    }
}
