/** What a person has settled for every session: theme, size, motion, and what was seen already. */
@NullMarked
package io.sparsescope.views.preferences;

import org.jspecify.annotations.NullMarked;
