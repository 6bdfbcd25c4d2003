package lockstep.node.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lockstep.engine.instrument.Noise;
import lockstep.node.calibrate.Experiment.Unavailable;
import lockstep.node.fork.Engines;
import lockstep.simulation.Pause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Performing experiments, and what engines tell of them. */
final class ExperimentsTest {

  /** One that counts how often it is performed. */
  private record Counted(List<Integer> performed, double measured) implements Experiment {
    @Override
    public String name() {
      return "counted";
    }

    @Override
    public String about() {
      return "nothing";
    }

    @Override
    public List<Check> perform() {
      performed.add(performed.size());
      if (measured < 0) {
        throw new Unavailable("anything");
      }
      return List.of(Check.within("figure", Unit.COUNT, measured, 100, 0.1));
    }
  }

  @Test
  void whatTheSystemDoesNotTellIsMissingAndNotTriedAgain() throws InterruptedException {
    Counted counted = new Counted(new ArrayList<>(), -1);

    Calibration calibration = new Experiments().perform(counted);

    assertThat(calibration.missing()).contains("this system does not tell anything");
    assertThat(calibration.agreement()).isEqualTo(Agreement.INCONCLUSIVE);
    assertThat(counted.performed).hasSize(1);
  }

  @Test
  void whatAgreesIsPerformedOnceAndWhatDoesNotTwice() throws InterruptedException {
    for (double measured : new double[] {100, 200}) {
      Counted counted = new Counted(new ArrayList<>(), measured);

      Calibration calibration = new Experiments().perform(counted);

      boolean quiet = calibration.noise().state() == Noise.State.QUIET;
      assertThat(counted.performed.size()).isLessThanOrEqualTo(2);
      if (measured == 200) {
        assertThat(counted.performed).hasSize(2);
        assertThat(calibration.agreement()).isEqualTo(quiet ? Agreement.DIFFERS : Agreement.INCONCLUSIVE);
      }
    }
  }

  @Test
  void spinningHoldsNeedACoreForEachWorker() {
    assertThat(Experiments.all(1)).hasSize(Experiments.all(2).size() - 1);
    assertThat(Experiments.all(2)).anySatisfy(experiment -> assertThat(experiment.about()).contains("that spin 5 ms holding it"));
    assertThat(Experiments.all(1)).noneSatisfy(experiment -> assertThat(experiment.about()).contains("that spin 5 ms holding it"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual-threads", "event-loop", "actors"})
  void engineTellsOfEveryTaskAndHoldsTakeTurns(String engine) throws InterruptedException {
    OneLock model = new OneLock(60, Pause.SPIN, 20_000, 0, 0);

    LockFigures figures = LockFigures.of(Engines.named(engine).orElseThrow(), model, 3, 1);

    assertThat(figures.tasks()).isEqualTo(60);
    assertThat(figures.workers()).isEqualTo(3);
    assertThat(figures.holdNanos()).isGreaterThanOrEqualTo(20_000);
    assertThat((double) figures.elapsedNanos()).isGreaterThanOrEqualTo(60 * figures.holdNanos());
    assertThat(figures.waitNanos()).isBetween(0.0, figures.latencyNanos());
    assertThat(figures.latencyNanos()).isGreaterThanOrEqualTo(figures.holdNanos());
    assertThat(figures.thinkNanos()).isZero();
  }
}
