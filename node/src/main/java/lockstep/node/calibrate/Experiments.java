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

/** All experiments, and how one is performed. Used by one thread. */
final class Experiments {

  private static final long HOLD_NANOS = 10_000_000;
  private static final int SPINNERS = 2;

  private boolean loaded;

  /** Those that make sense with so many cores: spinning holds need one for each worker. */
  static List<Experiment> all(int cores) {
    List<Experiment> all = new ArrayList<>();
    all.add(new KnownCpu());
    all.add(new KnownParks());
    all.add(new KnownAllocation());
    all.add(new ForcedGcAndJit());
    all.add(new SharedCore());
    all.add(new KnownMessages(engine("actors")));
    if (cores >= SPINNERS) {
      all.add(new FixedHold(engine("threads"), Pause.SPIN, SPINNERS, 120, HOLD_NANOS));
    }
    Stream.of("threads", "virtual-threads", "event-loop", "actors")
        .forEach(name -> all.add(new FixedHold(engine(name), Pause.TIMER, 8, 120, HOLD_NANOS)));
    Stream.of("threads", "actors")
        .forEach(name -> Stream.of(Shape.values()).forEach(shape -> all.add(new Repairman(engine(name), shape))));
    Stream.of("threads", "actors").forEach(name -> all.add(new OpenServer(engine(name))));
    return all;
  }

  private static EngineKind engine(String name) {
    return Engines.named(name).orElseThrow();
  }

  /**
   * Performs one, and again when figures differ or the machine was not quiet: what is broken stays broken, and a disturbance may be over
   * the next time. A machine that was not quiet twice is loaded, and nothing is repeated for its sake any more.
   */
  Calibration perform(Experiment experiment) throws InterruptedException {
    return repeated(() -> attempt(experiment));
  }

  /** The result of the first attempt or of the second. */
  Calibration repeated(Attempt attempt) throws InterruptedException {
    Calibration first = attempt.calibration();
    boolean noisy = first.noise().state() == Noise.State.NOISY;
    if (first.agreement() == Agreement.AGREES || first.missing().isPresent() || (noisy && loaded)) {
      return first;
    }
    Calibration second = attempt.calibration();
    loaded |= noisy && second.noise().state() == Noise.State.NOISY;
    return second;
  }

  /** An experiment that is performed once. */
  @FunctionalInterface
  interface Attempt {
    Calibration calibration() throws InterruptedException;
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
