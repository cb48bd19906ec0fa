/** The window system that tests run on: JavaFX's headless one, repaired. */
@NullMarked
package com.sun.glass.ui.wide;

import org.jspecify.annotations.NullMarked;
