package lockstep.engine.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Whether a machine was quiet enough for what was measured on it to mean something.
 *
 * @param state the judgement
 * @param reasons what disturbed, each with its figure; empty when nothing did
 */
public record Noise(State state, List<String> reasons) {

  /** How quiet it was. */
  public enum State {
    /** Nothing disturbed that these instruments can see. */
    QUIET,
    /** Others used the cores; compare with care. */
    NOISY,
    /** A control group held the process back: the figures tell of its limit, and nothing else. */
    THROTTLED,
    /** The system tells too little. */
    UNKNOWN
  }

  /**
   * Of all time of the cores, what other processes may use. A share that they use is one by which what is measured may be slower,
   * and iterations are settled when they vary by 2 %: beyond 3 %, others would be all that is seen.
   */
  static final double MOST_OF_OTHERS = 0.03;

  /** Of all time of the cores, what may be stolen. Less than of others, since stolen time comes in long pieces. */
  static final double MOST_STOLEN = 0.01;

  /**
   * What threads must receive of the CPU time that they could have used, as long as there is a core for each. A collection or a
   * compilation takes a core away, too: hence 5 % and no less.
   */
  static final double LEAST_RECEIVED = 0.95;

  /**
   * The share of ten seconds in which some thread may wait for a core before a run begins. Bookkeeping of an idle machine stays below
   * 2 %; one core kept busy by others is far beyond.
   */
  static final double MOST_PRESSURE = 0.05;

  /** The load for each core before a run begins: half of it taken is no machine to measure on. */
  static final double MOST_LOAD = 0.5;

  public Noise {
    reasons = List.copyOf(reasons);
  }

  /**
   * Judges an interval in which something was measured.
   *
   * @param spent in it
   * @param oversubscribed whether the process had more threads at work than cores: then they wait for each other, and the CPU share
   *     that they received says nothing about others
   */
  public static Noise during(Observation.Spent spent, boolean oversubscribed) {
    MachineCost machine = spent.machine();
    List<String> disturbances = new ArrayList<>();
    if (machine.throttledPeriods() > 0 || machine.throttledNanos() > 0) {
      return new Noise(
          State.THROTTLED,
          List.of(
              "throttled in %d periods, for %.1f ms".formatted(machine.throttledPeriods(), machine.throttledNanos() * 1e-6)));
    }
    if (machine.othersNanos().isEmpty() || machine.wallNanos() <= 0) {
      return new Noise(State.UNKNOWN, List.of("the system does not tell what other processes use"));
    }
    double others = share(machine.othersNanos().getAsLong(), machine);
    if (others > MOST_OF_OTHERS) {
      disturbances.add("other processes used at least %.0f %% of the cores".formatted(100 * others));
    }
    double stolen = share(machine.stolenNanos().orElse(0), machine);
    if (stolen > MOST_STOLEN) {
      disturbances.add("at least %.0f %% of the cores were stolen by the host".formatted(100 * stolen));
    }
    OptionalDouble received = spent.process().shareReceived();
    if (!oversubscribed && received.isPresent() && received.getAsDouble() < LEAST_RECEIVED) {
      disturbances.add("threads received %.0f %% of the CPU that they could have used".formatted(100 * received.getAsDouble()));
    }
    return judged(disturbances);
  }

  /** What is certain of a time, as a share of all time of the cores. */
  private static double share(long nanos, MachineCost machine) {
    return (double) Math.max(0, nanos - machine.resolutionNanos()) / machine.totalNanos();
  }

  /**
   * Judges a machine on which nothing of one's own has run yet. During and between forks load and pressure are mostly one's own,
   * and {@link #during} is what tells.
   *
   * @param cores that may be used
   */
  public static Noise before(MachineState machine, int cores) {
    if (machine.load().isEmpty() && machine.pressure().isEmpty()) {
      return new Noise(State.UNKNOWN, List.of("the system tells neither load nor pressure"));
    }
    List<String> disturbances = new ArrayList<>();
    machine
        .load()
        .filter(load -> load.one() > MOST_LOAD * cores)
        .ifPresent(load -> disturbances.add("load average %.2f on %d cores".formatted(load.one(), cores)));
    machine
        .pressure()
        .filter(pressure -> pressure.share() > MOST_PRESSURE)
        .ifPresent(
            pressure -> disturbances.add("threads waited for a core in %.0f %% of the last 10 s".formatted(100 * pressure.share())));
    return judged(disturbances);
  }

  private static Noise judged(List<String> disturbances) {
    return new Noise(disturbances.isEmpty() ? State.QUIET : State.NOISY, disturbances);
  }
}
