package lockstep.node.calibrate;

import java.util.List;

/** Work of which the answer is known, and how it is measured. */
interface Experiment {

  /** A few words. */
  String name();

  /** What is done, for people. */
  String about();

  /** Whether more threads are at work than cores, on purpose. */
  default boolean oversubscribed() {
    return false;
  }

  /**
   * Does it once, and sets what was measured beside what is known.
   *
   * @throws Unavailable when the system does not tell what is needed
   * @throws InterruptedException when the calling thread was interrupted
   */
  List<Check> perform() throws InterruptedException;

  /** What is needed is not told by this system. */
  final class Unavailable extends RuntimeException {
    Unavailable(String what) {
      super(what);
    }
  }
}
