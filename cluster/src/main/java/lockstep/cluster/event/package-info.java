/** Event models on Pekko actors: an actor for each partition, which share nothing and send each other one batch in each round. */
@NullMarked
package lockstep.cluster.event;

import org.jspecify.annotations.NullMarked;
