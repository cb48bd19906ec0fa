/** Reusable charts fed by observation records; no chart knows a session or a panel. */
@NullMarked
package io.sparsescope.views.chart;

import org.jspecify.annotations.NullMarked;
