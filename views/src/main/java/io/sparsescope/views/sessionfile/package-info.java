/**
 * The session as a file: what it holds, how it is written and read, and how it is taken up again.
 */
@NullMarked
package io.sparsescope.views.sessionfile;

import org.jspecify.annotations.NullMarked;
