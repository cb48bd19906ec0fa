/**
 * Measures this program beside others on the same weights and threads: each is a child process, all
 * are loaded at once, and one after the other works, round after round.
 */
@org.jspecify.annotations.NullMarked
package io.sparsescope.peers;
