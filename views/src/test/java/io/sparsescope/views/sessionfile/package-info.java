@NullMarked
package io.sparsescope.views.sessionfile;

import org.jspecify.annotations.NullMarked;
