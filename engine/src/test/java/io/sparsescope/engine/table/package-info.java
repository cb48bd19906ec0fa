/** Tests of tables and their files. */
@NullMarked
package io.sparsescope.engine.table;

import org.jspecify.annotations.NullMarked;
