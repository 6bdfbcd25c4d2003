package lockstep.engine.event;

import lockstep.simulation.Draw;

/** The fingerprint of one event: when, by whom, which, of what kind, and what it carries. */
final class EventHash {

  private static final long TIME = 0xD6E8FEB86659FD93L;
  private static final long STAMP = 0x9E3779B97F4A7C15L;
  private static final long A = 0xC2B2AE3D27D4EB4FL;
  private static final long B = 0x165667B19E3779F9L;
  private static final int TURN = 31;
  private static final long CHAIN = 31;

  private EventHash() {}

  /**
   * Of one event.
   *
   * @param stamp see {@link Bucket#stamp}
   */
  static long of(long time, int sender, long stamp, long a, long b) {
    return Draw.mix((time * TIME + sender) ^ (stamp * STAMP + a * A + Long.rotateLeft(b * B, TURN)));
  }

  /** Of a sequence that goes on with an event. */
  static long with(long hash, long event) {
    return hash * CHAIN + event;
  }
}
