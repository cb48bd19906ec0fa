/**
 * Chat templates: a model's own way to write a conversation as text. They are Jinja programs from a
 * file, so a small subset is interpreted here and everything else refused; nothing in it can reach
 * beyond the messages.
 */
@NullMarked
package io.sparsescope.engine.chat;

import org.jspecify.annotations.NullMarked;
