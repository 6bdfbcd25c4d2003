package lockstep.cluster.task;

/** Words, for the wire; whoever makes it or reads it does not write them any more. */
final class Words {

  private final long[] array;

  Words(long[] array) {
    this.array = array;
  }

  long[] array() {
    return array;
  }
}
