package lockstep.engine.event;

import lockstep.simulation.Statistics;
import lockstep.simulation.Tally;

/** What the partitions of a run recorded, all together, for reading. Not written any more. */
final class RunStatistics implements Statistics {

  private final long events;
  private final long elapsed;
  private final long end;

  /** {@code [statistic][word]}, as {@link Tallies} has them. */
  private final long[][] tallies;

  /** {@code [series][slot]}. */
  private final long[][] values;

  RunStatistics(long events, long elapsed, long end, long[][] tallies, long[][] values) {
    this.events = events;
    this.elapsed = elapsed;
    this.end = end;
    this.tallies = tallies;
    this.values = values;
  }

  @Override
  public long events() {
    return events;
  }

  @Override
  public long elapsed() {
    return elapsed;
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public Tally tally(int statistic) {
    return new Recorded(tallies[statistic]);
  }

  @Override
  public int slots(int series) {
    return values[series].length;
  }

  @Override
  public long value(int series, int slot) {
    return values[series][slot];
  }

  private static final class Recorded implements Tally {

    private final long[] words;

    Recorded(long[] words) {
      this.words = words;
    }

    @Override
    public long count() {
      return words[Tallies.COUNT];
    }

    @Override
    public long sum() {
      return words[Tallies.SUM];
    }

    @Override
    public long min() {
      return words[Tallies.MIN];
    }

    @Override
    public long max() {
      return words[Tallies.MAX];
    }

    @Override
    public long bin(int bin) {
      return words[Tallies.BINS + bin];
    }
  }
}
