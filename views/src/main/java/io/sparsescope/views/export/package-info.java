/** Writes what the window shows into picture files: pixels as PNG, vectors as SVG and PDF. */
@NullMarked
package io.sparsescope.views.export;

import org.jspecify.annotations.NullMarked;
