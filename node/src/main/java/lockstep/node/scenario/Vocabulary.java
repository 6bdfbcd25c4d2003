package lockstep.node.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import lockstep.node.analysis.SteadyState;
import lockstep.simulation.ParameterSpec;

/** The keys of a scenario, and the rules of those that hold one kind of number or time. */
final class Vocabulary {

  private static final double MICROSECOND = 1e3;
  private static final double MILLISECOND = 1e6;
  private static final double MINUTE = 60e9;
  private static final double HOUR = 60 * MINUTE;
  private static final double DAY = 24 * HOUR;

  static final ParameterSpec SEED =
      new ParameterSpec("seed", long.class, "Of the model's random numbers", "42", 0, Long.MAX_VALUE, "");
  static final ParameterSpec WORKERS =
      new ParameterSpec("workers", int.class, "How many perform tasks at once", "1", 1, 100_000, "workers");
  static final ParameterSpec CORES =
      new ParameterSpec("cores", int.class, "How many of the machine's cores a fork may use", "1", 1, 1024, "cores");
  static final ParameterSpec NODES =
      new ParameterSpec("nodes", int.class, "On how many nodes of a cluster", "1", 1, 64, "nodes");
  static final ParameterSpec OWNERS =
      new ParameterSpec("owners", int.class, "How many actors own the resources", "1024", 1, 100_000, "owners");
  static final ParameterSpec LOCK_TIMEOUT =
      time("lock-timeout", "How long a task that holds something waits under timeout", "5ms", MICROSECOND, HOUR);
  static final ParameterSpec BACK_OFF =
      time("back-off", "Below which bound the first pause of a task is that has given up", "1us", MICROSECOND, HOUR);
  static final ParameterSpec DETECTION =
      time("detection", "How often it is looked for deadlocks", "10ms", MICROSECOND, HOUR);
  static final ParameterSpec REPLICATIONS =
      new ParameterSpec("replications", int.class, "How many seeds are made of each", "1", 1, Scenario.MOST_CELLS, "seeds");
  static final ParameterSpec UNTIL = units("until", "When virtual time ends");
  static final ParameterSpec RECORD_FROM = units("record-from", "From when on values are recorded");
  static final ParameterSpec PARTITIONS =
      new ParameterSpec("partitions", int.class, "How many parts entities are dealt to", "1", 1, 100_000, "partitions");
  static final ParameterSpec MAX_CELLS =
      new ParameterSpec("max-cells", int.class, "How many cells there may be", "200", 1, Scenario.MOST_CELLS, "cells");
  static final ParameterSpec NO_PROGRESS =
      time("watchdog.no-progress", "How long nothing may be committed", "10s", MILLISECOND, DAY);
  static final ParameterSpec LIMIT = time("watchdog.limit", "How long a fork may take", "5m", MILLISECOND, DAY);
  static final ParameterSpec WARM_UP =
      time("warm-up", "How long a fork repeats the work before it is measured", "1s", 0, 10 * MINUTE);
  static final ParameterSpec MEASURE =
      time("measure", "How long a fork repeats the work while it is measured", "1s", 0, 10 * MINUTE);

  static final ParameterSpec ITERATION =
      time("iteration", "How long a fork repeats the work in one iteration", "500ms", MILLISECOND, 10 * MINUTE);
  static final ParameterSpec ITERATIONS =
      new ParameterSpec("iterations", int.class, "How many there may be until they are steady", Integer.toString(SteadyState.MOST_ITERATIONS), SteadyState.WINDOW, SteadyState.MOST_ITERATIONS, "iterations");
  static final ParameterSpec FORKS_MIN =
      new ParameterSpec("forks.min", int.class, "How many forks a cell has at least", "1", 1, Forks.MOST, "forks");
  static final ParameterSpec FORKS_MAX =
      new ParameterSpec("forks.max", int.class, "How many forks a cell has at most", "1", 1, Forks.MOST, "forks");

  /** Every key but the parameters of the simulation. */
  static final List<String> KEYS =
      List.of(
          "lockstep.schema",
          "name",
          "title",
          "simulation",
          "seed",
          "replications",
          "params",
          "engines",
          "baseline",
          "policies",
          "workers",
          LoadKeys.LOAD,
          LoadKeys.RATE,
          LoadKeys.MAX_IN_FLIGHT,
          "cores",
          "nodes",
          "owners",
          "queues",
          "lock-timeout",
          "back-off",
          "detection",
          "until",
          "events",
          "record-from",
          "partitions",
          "partitioning",
          FaultKeys.SNAPSHOTS,
          SnapshotKeys.WHERE,
          FaultKeys.FAULTS,
          "watchdog.no-progress",
          "watchdog.limit",
          "max-cells",
          "warm-up",
          "measure",
          "iteration",
          "iterations",
          "forks.min",
          "forks.max",
          "forks.precision",
          "expect");

  /** Keys that only simulations of tasks have. */
  static final Set<String> OF_TASKS = Set.of(
          "policies", "owners", "queues", "lock-timeout", "back-off", "detection", LoadKeys.LOAD, LoadKeys.RATE, LoadKeys.MAX_IN_FLIGHT);

  /** Keys that only simulations of events have. */
  static final Set<String> OF_EVENTS = Set.of("until", "events", "record-from", "partitions", "partitioning", FaultKeys.SNAPSHOTS, SnapshotKeys.WHERE);

  /** Keys that have a meaning planned; to ignore one would be to promise what is not done. */
  static final Set<String> PLANNED =
      Set.of("stop");

  private Vocabulary() {}

  private static ParameterSpec units(String name, String about) {
    return new ParameterSpec(name, double.class, about, "0", 0, 1e18, "units of virtual time");
  }

  private static ParameterSpec time(String name, String about, String byDefault, double min, double max) {
    return new ParameterSpec(name, Duration.class, about, byDefault, min, max, "");
  }
}
