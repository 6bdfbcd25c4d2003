package lockstep.node.fork;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import lockstep.engine.instrument.Noise;
import lockstep.engine.instrument.Observation;
import lockstep.engine.instrument.ProcessUsage;
import lockstep.node.analysis.SteadyState;

/** The iterations of a fork, which go on until they are steady, or there are enough of them. The last ones are what is measured. */
final class Iterations<S extends Sample> {

  private final int most;
  private final SteadyState steady = new SteadyState();
  private final List<Iteration> all = new ArrayList<>();
  private final Deque<S> measured = new ArrayDeque<>();
  private final Observation begin = Observation.begin();
  private ProcessUsage usage = begin.process();

  /** Their beginning. */
  Iterations(Measuring measuring) {
    this.most = measuring.mostIterations();
  }

  /** Whether another one begins now. */
  boolean goOn() {
    boolean another = all.isEmpty() || (all.size() < most && !steady.settled());
    if (another) {
      usage = ProcessUsage.begin();
    }
    return another;
  }

  /** One has come to its end. */
  void add(S sample) {
    Iteration iteration = sample.iteration(Cost.of(ProcessUsage.end().since(usage)));
    all.add(iteration);
    steady.add(iteration.secondsEach());
    measured.addLast(sample);
    if (measured.size() > SteadyState.WINDOW) {
      measured.removeFirst();
    }
  }

  /**
   * Whether the machine was quiet from their beginning until now.
   *
   * @param oversubscribed whether there are more workers than cores
   */
  Disturbance disturbance(boolean oversubscribed) {
    return Disturbance.of(Noise.during(Observation.end().since(begin), oversubscribed));
  }

  /** Those that are measured. */
  List<S> measured() {
    return List.copyOf(measured);
  }

  /** Every one, in their order. */
  List<Iteration> all() {
    return List.copyOf(all);
  }

  /** Whether they became steady; empty when nobody asked. */
  Optional<Steadiness> steadiness() {
    return most == 1 ? Optional.empty() : Optional.of(new Steadiness(steady.settled(), measured.size(), steady.variation().stream().boxed().findFirst()));
  }
}
