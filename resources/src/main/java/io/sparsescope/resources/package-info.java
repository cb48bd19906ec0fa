/**
 * The one typed gateway to what ships beside the code: fonts, style sheets, prompts and stories.
 */
@NullMarked
package io.sparsescope.resources;

import org.jspecify.annotations.NullMarked;
