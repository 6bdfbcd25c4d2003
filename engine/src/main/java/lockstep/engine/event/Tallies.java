package lockstep.engine.event;

import java.util.Arrays;
import java.util.List;
import lockstep.engine.Digest;
import lockstep.simulation.EventModel;
import lockstep.simulation.Series;
import lockstep.simulation.Statistic;
import lockstep.simulation.Statistics;

/**
 * What a model recorded, in one partition or in all of them together. Sums, minima and counts only, so that it does not matter who
 * recorded what when. Used by one thread at a time.
 */
final class Tallies {

  /** Most slots of a series. */
  static final int MOST_SLOTS = 1 << 20;

  static final int COUNT = 0;
  static final int SUM = 1;
  static final int MIN = 2;
  static final int MAX = 3;
  static final int BINS = 4;

  private final List<Statistic> statistics;
  private final List<Series> series;

  /** {@code [statistic][4 + bins]}: count, sum, least, greatest, and how many fell into each bin. */
  private final long[][] tallies;

  /** What was counted in each slot, {@code [series][slot]}, as far as anything was. */
  private final long[][] slots;

  Tallies(EventModel model) {
    this.statistics = List.copyOf(model.statistics());
    this.series = List.copyOf(model.series());
    this.tallies = new long[statistics.size()][];
    this.slots = new long[series.size()][0];
    for (int s = 0; s < tallies.length; s++) {
      tallies[s] = new long[BINS + statistics.get(s).bins()];
      tallies[s][MIN] = Long.MAX_VALUE;
      tallies[s][MAX] = Long.MIN_VALUE;
    }
  }

  void record(int statistic, long value) {
    long[] tally = tallies[statistic];
    tally[COUNT]++;
    tally[SUM] += value;
    tally[MIN] = Math.min(tally[MIN], value);
    tally[MAX] = Math.max(tally[MAX], value);
    int bins = tally.length - BINS;
    if (bins > 0) {
      long bin = Math.clamp(value / statistics.get(statistic).binWidth(), 0, bins - 1);
      tally[BINS + (int) bin]++;
    }
  }

  void count(int number, long now, long amount) {
    long slot = now / series.get(number).interval();
    if (slot >= MOST_SLOTS) {
      throw new IllegalArgumentException(
          "series " + series.get(number).name() + " may have " + MOST_SLOTS + " slots; its interval is too short");
    }
    if (slot >= slots[number].length) {
      slots[number] = Arrays.copyOf(slots[number], (int) Math.min(MOST_SLOTS, 2 * slot + 16));
    }
    slots[number][(int) slot] += amount;
  }

  void add(Tallies other) {
    for (int s = 0; s < tallies.length; s++) {
      long[] mine = tallies[s];
      long[] theirs = other.tallies[s];
      for (int at = 0; at < mine.length; at++) {
        mine[at] =
            switch (at) {
              case MIN -> Math.min(mine[at], theirs[at]);
              case MAX -> Math.max(mine[at], theirs[at]);
              default -> mine[at] + theirs[at];
            };
      }
    }
    for (int s = 0; s < slots.length; s++) {
      if (other.slots[s].length > slots[s].length) {
        slots[s] = Arrays.copyOf(slots[s], other.slots[s].length);
      }
      for (int slot = 0; slot < other.slots[s].length; slot++) {
        slots[s][slot] += other.slots[s][slot];
      }
    }
  }

  /** Appends all that was recorded. */
  void write(Words words) {
    for (long[] tally : tallies) {
      words.addAll(tally);
    }
    for (long[] counts : slots) {
      words.addArray(counts);
    }
  }

  /** Takes what {@link #write} appended instead of what was recorded here. */
  void read(Words words) {
    for (long[] tally : tallies) {
      words.nextAll(tally);
    }
    for (int s = 0; s < slots.length; s++) {
      slots[s] = words.nextArray();
    }
  }

  /** The fingerprint of all that was recorded. */
  long digest() {
    long hash = Digest.of(tallies.length);
    for (long[] tally : tallies) {
      for (long word : tally) {
        hash = Digest.with(hash, word);
      }
    }
    for (long[] counts : slots) {
      for (int slot = 0; slot < counts.length; slot++) {
        if (counts[slot] != 0) {
          hash = Digest.with(Digest.with(hash, slot), counts[slot]);
        }
      }
    }
    return hash;
  }

  /**
   * What was recorded, for reading.
   *
   * @param elapsed the ticks for which values were recorded
   * @param end the tick at which the run ended
   */
  Statistics read(long events, long elapsed, long end) {
    return new RunStatistics(events, elapsed, end, tallies, values(end));
  }

  /** The values of each slot until the end, {@code [series][slot]}. */
  private long[][] values(long end) {
    long[][] values = new long[series.size()][];
    for (int number = 0; number < values.length; number++) {
      values[number] = Arrays.copyOf(slots[number], (int) Math.min(MOST_SLOTS, end / series.get(number).interval() + 1));
      if (series.get(number).shows() == Series.Shows.LEVEL) {
        Arrays.parallelPrefix(values[number], Long::sum);
      }
    }
    return values;
  }
}
