package lockstep.cluster.task;

import java.nio.BufferUnderflowException;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import lockstep.engine.Account;
import lockstep.engine.AccountImage;
import lockstep.engine.Assignment;
import lockstep.engine.CellStore;
import lockstep.engine.History;
import lockstep.engine.Outcome;

/**
 * What the shares of an assignment have come to, as it comes from the nodes, of each node one part after the other: its account, then the
 * resources that it owns, then what its tasks saw if there is a history. Used by one thread at a time.
 */
final class TaskCollection {

  /** A part takes so many words, 160 KB, at the most. */
  static final int MOST_WORDS = 20_000;

  private final Assignment assignment;
  private final CellStore cells;
  private final Account together = new Account();
  private final List<List<long[]>> parts = new ArrayList<>();
  private int resources;

  TaskCollection(Assignment assignment, int nodes) {
    this.assignment = assignment;
    this.cells = new CellStore(assignment.model().resources(), assignment.model().words());
    for (int node = 0; node < nodes; node++) {
      parts.add(new ArrayList<>());
    }
  }

  /**
   * What a share has come to, in words.
   *
   * @param grants of all that it owns, with their state
   */
  static long[] image(Assignment assignment, Account account, List<Grant> grants) {
    LongStream.Builder out = LongStream.builder();
    AccountImage.write(account, out);
    out.add(grants.size());
    for (Grant grant : grants) {
      out.add(grant.resource());
      out.add(grant.cells().length);
      Arrays.stream(grant.cells()).forEach(out);
    }
    History history = assignment.history();
    if (history != null) {
      history.write(out);
    }
    return out.build().toArray();
  }

  /** How many parts an image has. */
  static int parts(long[] image) {
    return Math.ceilDiv(image.length, MOST_WORDS);
  }

  /** One of them. */
  static Words part(long[] image, int part) {
    return new Words(Arrays.copyOfRange(image, part * MOST_WORDS, Math.min(image.length, (part + 1) * MOST_WORDS)));
  }

  /** Which part of a node comes next. */
  int next(int node) {
    return parts.get(node).size();
  }

  /**
   * Adds what a node sent, if it is what had to come next.
   *
   * @return whether that was all of it
   * @throws IllegalArgumentException when it is nothing that a share can have come to
   */
  boolean add(TaskReport.Part part) {
    List<long[]> image = parts.get(part.node());
    if (part.part() != image.size()) {
      return false;
    }
    image.add(part.words().array());
    if (image.size() < part.parts()) {
      return false;
    }
    try {
      read(LongBuffer.wrap(image.stream().flatMapToLong(Arrays::stream).toArray()));
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("there must be more words", e);
    }
    return true;
  }

  private void read(LongBuffer in) {
    together.add(AccountImage.read(in));
    for (long left = in.get(); left > 0; left--) {
      int resource = Math.toIntExact(in.get());
      int length = Math.toIntExact(in.get());
      if (resource < 0 || resource >= cells.resources() || (length != 0 && length != cells.words() + 1)) {
        throw new IllegalArgumentException("resource " + resource + " with " + length + " words");
      }
      if (length > 0) {
        long[] words = new long[length];
        in.get(words);
        cells.put(resource, words);
      }
      resources++;
    }
    History history = assignment.history();
    if (history != null) {
      history.read(in);
    }
  }

  /** What the assignment has come to; all parts of all nodes have been added. */
  Outcome outcome(long elapsedNanos) {
    if (resources < cells.resources()) {
      throw new IllegalStateException("of " + cells.resources() + " resources came " + resources);
    }
    return new Outcome.Completed(cells, together, elapsedNanos);
  }
}
