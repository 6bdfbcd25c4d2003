package lockstep.engine.proof;

/** What happens in a step. */
enum Act {
  /** A worker asks for what it needs next, by a message. */
  ASKS,
  /** A worker takes a free resource. */
  TAKES,
  /** A worker finds a resource taken, and waits in line. */
  QUEUES,
  /** A worker notices that it was granted what it asked for. */
  GETS,
  /** A worker finds a resource taken, or notices that it was refused, and gives up. */
  GIVES_UP,
  /** A worker loses patience while it waits. */
  LOSES_PATIENCE,
  /** A worker gives back what it holds. */
  FREES,
  /** A message comes to its turn with an owner. */
  ARRIVES
}
