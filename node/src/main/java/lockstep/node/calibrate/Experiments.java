package lockstep.node.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.engine.EngineKind;
import lockstep.engine.instrument.Noise;
import lockstep.engine.instrument.Observation;
import lockstep.node.calibrate.Experiment.Unavailable;
import lockstep.node.calibrate.Repairman.Shape;
import lockstep.node.fork.Engines;
import lockstep.simulation.Pause;

/** All experiments, and how one is performed. */
final class Experiments {

  private static final long SLEEPING_NANOS = 10_000_000;
  private static final long SPINNING_NANOS = 5_000_000;
  private static final int SPINNERS = 2;

  /** A machine that was disturbed once may be quiet the next time; one that is loaded is not. */
  private static final int MOST_ATTEMPTS = 2;

  private Experiments() {}

  /** Those that make sense with so many cores: spinning holds need one for each worker. */
  static List<Experiment> all(int cores) {
    List<Experiment> all = new ArrayList<>();
    all.add(new KnownCpu());
    all.add(new KnownParks());
    all.add(new KnownAllocation());
    all.add(new ForcedGcAndJit());
    all.add(new SharedCore());
    if (cores >= SPINNERS) {
      all.add(new FixedHold(engine("threads"), Pause.SPIN, SPINNERS, 200, SPINNING_NANOS));
    }
    Stream.of("threads", "virtual-threads", "event-loop", "actors")
        .forEach(name -> all.add(new FixedHold(engine(name), Pause.TIMER, 8, 120, SLEEPING_NANOS)));
    Stream.of("threads", "actors")
        .forEach(name -> Stream.of(Shape.values()).forEach(shape -> all.add(new Repairman(engine(name), shape))));
    return all;
  }

  private static EngineKind engine(String name) {
    return Engines.named(name).orElseThrow();
  }

  /** Performs one, again when the machine was not quiet. */
  static Calibration perform(Experiment experiment) throws InterruptedException {
    Calibration calibration = attempt(experiment);
    for (int k = 1; k < MOST_ATTEMPTS && calibration.noise().state() == Noise.State.NOISY; k++) {
      calibration = attempt(experiment);
    }
    return calibration;
  }

  private static Calibration attempt(Experiment experiment) throws InterruptedException {
    Observation begin = Observation.begin();
    List<Check> checks = List.of();
    Optional<String> missing = Optional.empty();
    try {
      checks = experiment.perform();
    } catch (Unavailable e) {
      missing = Optional.of("this system does not tell " + e.getMessage());
    }
    Noise noise = Noise.during(Observation.end().since(begin), experiment.oversubscribed());
    return new Calibration(experiment.name(), experiment.about(), checks, noise, missing);
  }
}
