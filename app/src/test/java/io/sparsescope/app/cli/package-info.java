@NullMarked
package io.sparsescope.app.cli;

import org.jspecify.annotations.NullMarked;
