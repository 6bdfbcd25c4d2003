package lockstep.node.fork;

/** What an iteration adds up. */
interface Sample {

  /** How often, and how long. */
  Iteration iteration();
}
