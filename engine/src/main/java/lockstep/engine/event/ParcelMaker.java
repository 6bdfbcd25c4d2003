package lockstep.engine.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Packs batches into parcels of a bounded size. Used by one thread, for one round and one receiver. */
final class ParcelMaker {

  private final int mostWords;
  private final List<Parcel> parcels = new ArrayList<>();
  private int[] partitions = new int[4];
  private int[] ends = new int[4];
  private int size;
  private final long[] words;
  private int used;

  /**
   * @param mostWords of a parcel; is rounded down to whole events
   * @param words of all batches together
   */
  ParcelMaker(int mostWords, int stride, long words) {
    this.mostWords = mostWords / stride * stride;
    this.words = new long[(int) Math.min(words, this.mostWords)];
  }

  /** Adds what a partition is sent. Those of a partition are added one after the other, and partitions in ascending order. */
  void add(int partition, Batch batch) {
    Bucket events = batch.events();
    int at = 0;
    while (at < events.used()) {
      if (used == mostWords) {
        close();
      }
      if (size == 0 || partitions[size - 1] != partition) {
        open(partition);
      }
      int count = Math.min(events.used() - at, mostWords - used);
      System.arraycopy(events.words(), at, words, used, count);
      at += count;
      used += count;
      ends[size - 1] = used;
    }
  }

  private void open(int partition) {
    if (size == partitions.length) {
      partitions = Arrays.copyOf(partitions, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    partitions[size++] = partition;
  }

  private void close() {
    parcels.add(new Parcel(Arrays.copyOf(partitions, size), Arrays.copyOf(ends, size), Arrays.copyOf(words, used)));
    size = 0;
    used = 0;
  }

  /** All of it, at least one parcel. */
  List<Parcel> parcels() {
    if (used > 0 || parcels.isEmpty()) {
      close();
    }
    return List.copyOf(parcels);
  }
}
