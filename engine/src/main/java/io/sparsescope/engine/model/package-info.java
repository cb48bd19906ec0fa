/** What a model is: its directory, its configuration, its weights. */
@NullMarked
package io.sparsescope.engine.model;

import org.jspecify.annotations.NullMarked;
