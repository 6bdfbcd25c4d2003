package lockstep.engine.event;

import java.util.Arrays;

/**
 * The events that the entity whose turn it is has sent itself within the window: a binary heap of event numbers. Used by one thread
 * at a time.
 */
final class SelfSends {

  private static final int FIRST_CAPACITY = 16;

  private final Chains chains;
  private int[] heap = new int[FIRST_CAPACITY];
  private int size;

  SelfSends(Chains chains) {
    this.chains = chains;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The least event; there must be one. */
  int least() {
    return heap[0];
  }

  void add(long[] words, int event) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (chains.before(words, heap[parent], event)) {
        break;
      }
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = event;
  }

  /** Takes the least event away; there must be one. */
  int poll(long[] words) {
    int least = heap[0];
    int event = heap[--size];
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && chains.before(words, heap[child + 1], heap[child])) {
        child++;
      }
      if (chains.before(words, event, heap[child])) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = event;
    return least;
  }

  void clear() {
    size = 0;
  }
}
