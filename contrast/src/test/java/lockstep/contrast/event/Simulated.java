package lockstep.contrast.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.Horizon;
import lockstep.simulation.Cells;
import lockstep.simulation.EventModel;
import lockstep.simulation.Findings;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Simulation;
import lockstep.simulation.Statistics;

/**
 * What a simulation came to on one thread, and what its model says of that.
 *
 * @param theories how far observations were from theory, in standard deviations, in the order in which the model compared them
 */
record Simulated(EventModel model, EventOutcome.Completed outcome, List<String> broken, List<Theory> theories) {

  /** What theory expected of a quantity, and what was observed. */
  record Theory(String quantity, double expected, double deviation, double observed) {

    double z() {
      return (observed - expected) / deviation;
    }
  }

  static <P extends Record> EventModel model(Simulation<P> simulation, Map<String, String> parameters) {
    return (EventModel) simulation.model(ParameterSpec.bind(simulation.parameters(), parameters));
  }

  /** Simulates from time 0 until {@code until}, in units. */
  static Simulated of(EventModel model, long seed, double until) {
    return of(model, seed, 0, until);
  }

  static Simulated of(EventModel model, long seed, double warmUp, double until) {
    long ticks = model.ticksPerUnit();
    Horizon horizon = new Horizon(Math.round(until * ticks), Horizon.ENDLESS, Math.round(warmUp * ticks));
    EventOutcome outcome = new SequentialEventEngine().perform(EventAssignment.of(model, seed, horizon, 1, 1));
    EventOutcome.Completed completed = (EventOutcome.Completed) outcome;
    Heard heard = new Heard();
    model.verify(completed.entities(), completed.statistics(), heard);
    return new Simulated(model, completed, heard.broken, heard.theories);
  }

  Statistics statistics() {
    return outcome.statistics();
  }

  Cells end() {
    return outcome.entities();
  }

  /** Fails when the model found an invariant broken. */
  Simulated assertSound() {
    assertThat(broken).isEmpty();
    return this;
  }

  private static final class Heard implements Findings {

    private final List<String> broken = new ArrayList<>();
    private final List<Theory> theories = new ArrayList<>();

    @Override
    public void check(String invariant, boolean holds, Supplier<String> detail) {
      if (!holds) {
        broken.add(invariant + ": " + detail.get());
      }
    }

    @Override
    public void theory(String quantity, double expected, double deviation, double observed) {
      theories.add(new Theory(quantity, expected, deviation, observed));
      Findings.super.theory(quantity, expected, deviation, observed);
    }
  }
}
