/**
 * How messages between nodes are written as bytes and read again: only registered ones, each by its own form, and never more memory than
 * the bytes account for.
 */
@NullMarked
package lockstep.cluster.wire;

import org.jspecify.annotations.NullMarked;
