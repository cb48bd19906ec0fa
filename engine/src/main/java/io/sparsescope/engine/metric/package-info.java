/** How far apart two sets of states are: distances, similarities, spectra, distributions. */
@NullMarked
package io.sparsescope.engine.metric;

import org.jspecify.annotations.NullMarked;
