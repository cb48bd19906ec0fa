/**
 * The window under a random hand for a long time: what it does, and what it must not leave behind.
 */
@NullMarked
package io.sparsescope.app.rehearsal;

import org.jspecify.annotations.NullMarked;
