package lockstep.engine.risk;

/** A part of a chain of waits: a request waits for a resource, and that is held by workers whose requests may wait. */
abstract sealed class Node permits Request, Resource {

  /** What a search for chains knows of it; without meaning to any other search. */
  long search;

  int order;
  int lowest;
  boolean open;

  /** The longest chain that begins here, once that is known; before, the longest that begins at a part after it. */
  int chain;
}
