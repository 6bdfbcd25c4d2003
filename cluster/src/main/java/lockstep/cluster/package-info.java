/** Pekko actors: what the engines for tasks and for events share. */
@NullMarked
package lockstep.cluster;

import org.jspecify.annotations.NullMarked;
