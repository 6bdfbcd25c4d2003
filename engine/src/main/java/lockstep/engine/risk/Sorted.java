package lockstep.engine.risk;

/** What sorted times say; 0 when there are none. */
final class Sorted {

  private Sorted() {}

  /** The least that half of them do not exceed. */
  static long median(long[] nanos) {
    return nanos.length == 0 ? 0 : nanos[(nanos.length - 1) / 2];
  }

  static long last(long[] nanos) {
    return nanos.length == 0 ? 0 : nanos[nanos.length - 1];
  }
}
