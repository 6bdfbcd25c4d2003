package lockstep.cluster.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Letters to one other node and from it, over a network that may lose, repeat and reorder: they go in numbered batches, of which only so
 * many are under way. The receiver takes them in their order and drops all others; what it has not acknowledged for long is sent again
 * (go back n: Bartlett, Scantlebury and Wilkinson, CACM 12(5), 1969). So every letter comes once, those to one node in their order, and
 * a full line has letters wait, and go in larger batches. Used by one thread at a time.
 */
final class Line {

  /** So many batches may be under way. */
  static final int MOST_UNDER_WAY = 16;

  /** A batch is full from so many words on: with one more letter it stays below the longest message of the wire. */
  static final int FULL_WORDS = 12_000;

  /** After so many batches they are acknowledged, though there is nothing else to say. */
  private static final int MOST_OWED = MOST_UNDER_WAY / 4;

  /** After how many ticks without any acknowledgement all that is under way is sent again. */
  private static final int PATIENCE = 5;

  private final int node;
  private final ArrayDeque<Letter> waiting = new ArrayDeque<>();
  private final ArrayDeque<Gateway.Batch> underWay = new ArrayDeque<>();
  private long sent;
  private long received;
  private long told;
  private long lettersIn;
  private long lettersArrived;
  private int silentTicks;

  /**
   * @param node the number of this one
   */
  Line(int node) {
    this.node = node;
  }

  void add(Letter letter) {
    waiting.add(letter);
    lettersIn++;
  }

  /** How many letters were ever added. */
  long lettersIn() {
    return lettersIn;
  }

  /** How many of them have surely arrived. */
  long lettersArrived() {
    return lettersArrived;
  }

  /**
   * The batches that are to be sent now.
   *
   * @param hurry whether the receiver is to acknowledge at once
   */
  List<Gateway.Batch> batches(boolean hurry) {
    List<Gateway.Batch> batches = new ArrayList<>();
    while (!waiting.isEmpty() && underWay.size() < MOST_UNDER_WAY) {
      batches.add(batch(hurry));
    }
    return batches;
  }

  /** The same, and when there is none, but something is under way, an empty one that has that acknowledged. */
  List<Gateway.Batch> lastBatches() {
    List<Gateway.Batch> batches = batches(true);
    if (batches.isEmpty() && !underWay.isEmpty() && underWay.size() < MOST_UNDER_WAY) {
      batches.add(batch(true));
    }
    return batches;
  }

  private Gateway.Batch batch(boolean hurry) {
    List<Letter> letters = new ArrayList<>();
    int words = 0;
    while (!waiting.isEmpty() && words < FULL_WORDS) {
      Letter letter = waiting.remove();
      words += letter.words();
      letters.add(letter);
    }
    Gateway.Batch batch = new Gateway.Batch(node, ++sent, received, hurry, letters);
    if (underWay.isEmpty()) {
      silentTicks = 0;
    }
    underWay.add(batch);
    told = received;
    return batch;
  }

  /** Whether a batch that came is the next one; otherwise it has come before, or something before it has not, and is to be dropped. */
  boolean arrives(Gateway.Batch batch) {
    acknowledged(batch.received());
    boolean next = batch.number() == received + 1;
    if (next) {
      received++;
    } else if (batch.number() <= received) {
      // Sent again: what was acknowledged did not arrive there.
      told = Math.min(told, received - 1);
    }
    return next;
  }

  /** The other node has received all batches up to one. */
  void acknowledged(long number) {
    while (!underWay.isEmpty() && underWay.peek().number() <= number) {
      lettersArrived += underWay.remove().letters().size();
      silentTicks = 0;
    }
  }

  /** Whether so much was received that it is to be acknowledged by itself. */
  boolean owesMuch() {
    return received - told >= MOST_OWED;
  }

  /** Whether anything was received that is not acknowledged. */
  boolean owes() {
    return received > told;
  }

  /** What acknowledges all that was received. */
  Gateway.Acknowledged acknowledgement() {
    told = received;
    return new Gateway.Acknowledged(node, received);
  }

  /** Time has passed. Returns what is to be sent again. */
  List<Gateway.Batch> tick() {
    if (underWay.isEmpty() || ++silentTicks % PATIENCE != 0) {
      return List.of();
    }
    return underWay.stream().map(batch -> new Gateway.Batch(node, batch.number(), received, true, batch.letters())).toList();
  }
}
