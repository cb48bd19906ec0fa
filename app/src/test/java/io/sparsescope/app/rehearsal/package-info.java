/** Tests of the rehearsal, and a short one in every build. */
@NullMarked
package io.sparsescope.app.rehearsal;

import org.jspecify.annotations.NullMarked;
