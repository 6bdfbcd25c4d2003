package lockstep.cluster.node;

import java.util.List;

/**
 * What is on disk of an assignment when it begins.
 *
 * @param origin what it is of
 * @param round after which to go on; {@link Stage#FROM_THE_FIRST} when there is none
 * @param elapsedNanos how long it had taken until then
 * @param passedOver newer rounds that are of no use, each with the reason
 */
record Kept(Origin origin, long round, long elapsedNanos, List<String> passedOver) {

  Kept {
    passedOver = List.copyOf(passedOver);
  }
}
