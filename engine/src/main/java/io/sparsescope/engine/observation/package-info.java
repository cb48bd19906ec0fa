/** What was seen and where, as plain records. */
@NullMarked
package io.sparsescope.engine.observation;

import org.jspecify.annotations.NullMarked;
