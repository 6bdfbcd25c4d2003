package lockstep.engine.event;

import java.util.Arrays;

/**
 * What one partition sends to the others, a batch for each in each round. Batches of one round are left alone in the next one, for
 * others to read, and are written again in the round after that. Used by the thread that has the partition.
 */
final class Outbox {

  private static final int ROUNDS_KEPT = 2;

  private final Placement placement;
  private final Windows windows;

  /** {@code [round modulo 2][partition]}. */
  private final Batch[][] batches;

  private Batch[] open;
  private int round;

  /** The least window that an event of the open round belongs to. */
  private long least = Windows.NONE;

  Outbox(Placement placement, Windows windows, int stride) {
    this.placement = placement;
    this.windows = windows;
    this.batches = new Batch[ROUNDS_KEPT][placement.partitions()];
    WordPool pool = new WordPool(stride);
    for (Batch[] ofRound : batches) {
      Arrays.setAll(ofRound, _ -> new Batch(new Bucket(pool, stride)));
    }
    this.open = batches[0];
  }

  /** Begins a round: the batches of the one before the last are empty again. */
  void begin() {
    round++;
    open = batches[round % ROUNDS_KEPT];
    for (Batch batch : open) {
      batch.events().rewind();
    }
    least = Windows.NONE;
  }

  void add(int position, long time, long route, long stamp, long a, long b) {
    least = Math.min(least, windows.of(time));
    open[placement.partition(position)].events().add(time, route, stamp, a, b);
  }

  /** What was sent to a partition in the round that was begun last. */
  Batch batch(int partition) {
    return open[partition];
  }

  /** The least window of all that was sent in that round; {@link Windows#NONE} if nothing was. */
  long least() {
    return least;
  }
}
