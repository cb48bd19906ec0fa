package io.sparsescope.engine.probe;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.observation.ProbeSite;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** Copies whole intermediates of one pass from the first position on. */
public final class ActivationRecorder implements Probe {
    private final Set<ProbeSite> wanted;
    private final Map<ProbeSite, float[]> values = new LinkedHashMap<>();

    /** Creates a recorder for some sites. */
    public ActivationRecorder(Set<ProbeSite> wanted) {
        this.wanted = Set.copyOf(wanted);
    }

    @Override
    public boolean wants(ProbeSite site) {
        return wanted.contains(site);
    }

    @Override
    public void observe(ProbeSite site, int firstPosition, FloatMatrix offered) {
        float[] before = values.getOrDefault(site, new float[0]);
        float[] added = offered.toArray();
        float[] joined = java.util.Arrays.copyOf(before, before.length + added.length);
        System.arraycopy(added, 0, joined, before.length, added.length);
        values.put(site, joined);
    }

    /**
     * What was seen at a site, [position, channel] row-major.
     *
     * @throws NoSuchElementException when nothing was
     */
    public float[] values(ProbeSite site) {
        float[] seen = values.get(site);
        if (seen == null) {
            throw new NoSuchElementException("nothing was recorded at " + site);
        }
        return seen;
    }
}
