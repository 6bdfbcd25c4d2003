package lockstep.engine.event;

/** What mutated kernels do instead of what they should. */
public final class EventSabotage {

  private EventSabotage() {}

  /** No tie-break. */
  static boolean beforeByTimeOnly(long[] words, int one, int other) {
    return words[one + Bucket.TIME] < words[other + Bucket.TIME];
  }

  /** An entity's events as they came, or rather the other way round. */
  static int leaveUnsorted(Chains chains, long[] words, int chain) {
    return chain;
  }

  /** What an entity sends itself within the window comes after all else. */
  static boolean alwaysBefore(Chains chains, long[] words, int one, int other) {
    return true;
  }

  /** What is on its way bounds nothing. */
  static long forgetWhatWasSent(Outbox outbox) {
    return Windows.NONE;
  }

  /** A batch that is delivered twice. */
  public static void acceptTwice(Partition partition, Batch batch) {
    partition.accept(batch);
    partition.accept(batch);
  }

  /** A batch that is lost. */
  public static void doNotAccept(Partition partition, Batch batch) {}

  /** The batch of the round before stays in it. */
  static void doNotRewind(Bucket bucket) {}
}
