/** From text to activation statistics and thresholds. */
@NullMarked
package io.sparsescope.engine.calibration;

import org.jspecify.annotations.NullMarked;
