/** Pictures as lists of vector marks, and the pens that draw either on a canvas or into them. */
@NullMarked
package io.sparsescope.views.picture;

import org.jspecify.annotations.NullMarked;
