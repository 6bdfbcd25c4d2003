package lockstep.node.fork;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import lockstep.node.analysis.SteadyState;

/** The iterations of a fork, which go on until they are steady, or there are enough of them. The last ones are what is measured. */
final class Iterations<S extends Sample> {

  private final int most;
  private final SteadyState steady = new SteadyState();
  private final List<Iteration> all = new ArrayList<>();
  private final Deque<S> measured = new ArrayDeque<>();

  Iterations(Measuring measuring) {
    this.most = measuring.mostIterations();
  }

  /** Whether there is to be another. */
  boolean goOn() {
    return all.isEmpty() || (all.size() < most && !steady.settled());
  }

  /** One has come to its end. */
  void add(S sample) {
    all.add(sample.iteration());
    steady.add(sample.iteration().secondsEach());
    measured.addLast(sample);
    if (measured.size() > SteadyState.WINDOW) {
      measured.removeFirst();
    }
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
