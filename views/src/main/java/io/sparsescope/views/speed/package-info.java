/**
 * How fast this machine decodes, dense and sparse, against what its memory allows: measured as a
 * job, and of the texts while they are written.
 */
@org.jspecify.annotations.NullMarked
package io.sparsescope.views.speed;
