/** Tests of the resource gateway. */
@NullMarked
package io.sparsescope.resources;

import org.jspecify.annotations.NullMarked;
