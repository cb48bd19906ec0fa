/** Results as tables with units, and the files that other programs read them from. */
@NullMarked
package io.sparsescope.engine.table;

import org.jspecify.annotations.NullMarked;
