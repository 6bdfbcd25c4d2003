package lockstep.node.fork;

import java.util.Optional;

/** What an iteration adds up. */
interface Sample {

  /** How often, and how long; at the given cost. */
  Iteration iteration(Optional<Cost> cost);
}
