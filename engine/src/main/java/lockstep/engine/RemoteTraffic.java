package lockstep.engine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What nodes sent each other for an assignment: each its own, all together. Part of an {@link Account}, and of what a run of events comes
 * to; used by one thread at a time.
 */
public final class RemoteTraffic {

  private static final int WORDS = 4;

  /** {@code [node][messages, frames, bytes, nanos]} in a row, up to the last node that has sent anything. */
  private long[] sums = {};

  /**
   * What one node sent.
   *
   * @param node its number, from 0
   * @param messages how many of those that are counted as messages went to another node: of workers and owners of resources, or events
   * @param frames in how many messages of the network they went, with all else that nodes told each other meanwhile
   * @param bytes of the frames, without what the network adds
   * @param nanos how long the node took to write what it sent, and to read what came
   */
  public record Sent(int node, long messages, long frames, long bytes, long nanos) {}

  /** Adds what a node sent. */
  public void add(Sent sent) {
    int at = sent.node() * WORDS;
    if (sums.length < at + WORDS) {
      sums = Arrays.copyOf(sums, at + WORDS);
    }
    sums[at] += sent.messages();
    sums[at + 1] += sent.frames();
    sums[at + 2] += sent.bytes();
    sums[at + 3] += sent.nanos();
  }

  /** Adds what nodes sent for another assignment. */
  public void add(RemoteTraffic other) {
    other.nodes().forEach(this::add);
  }

  /** Of each node, by number; none when there was nothing to send. */
  public List<Sent> nodes() {
    return IntStream.range(0, sums.length / WORDS)
        .mapToObj(node -> new Sent(node, word(node, 0), word(node, 1), word(node, 2), word(node, 3)))
        .toList();
  }

  private long word(int node, int word) {
    return sums[node * WORDS + word];
  }

  private long sum(int word) {
    return IntStream.range(0, sums.length / WORDS).mapToLong(node -> word(node, word)).sum();
  }

  /** {@link Sent#messages} of all nodes. */
  public long messages() {
    return sum(0);
  }

  /** {@link Sent#frames} of all nodes. */
  public long frames() {
    return sum(1);
  }

  /** {@link Sent#bytes} of all nodes. */
  public long bytes() {
    return sum(2);
  }

  /** {@link Sent#nanos} of all nodes. */
  public long nanos() {
    return sum(3);
  }
}
