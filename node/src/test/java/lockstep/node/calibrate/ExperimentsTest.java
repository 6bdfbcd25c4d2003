package lockstep.node.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import lockstep.engine.instrument.Noise;
import lockstep.node.calibrate.Experiment.Unavailable;
import lockstep.node.fork.Engines;
import lockstep.simulation.Pause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Performing experiments, and what engines tell of them. */
final class ExperimentsTest {

  /** Attempts that end as said, one after the other. */
  private static final class Script implements Experiments.Attempt {
    private final Deque<Calibration> rest = new ArrayDeque<>();

    Script(Calibration... calibrations) {
      rest.addAll(List.of(calibrations));
    }

    @Override
    public Calibration calibration() {
      return rest.remove();
    }
  }

  private static Calibration calibration(Noise.State state, double measured) {
    Check check = Check.within("figure", Unit.COUNT, measured, 100, 0.1);
    return new Calibration("some", "of all", List.of(check), new Noise(state, List.of()), Optional.empty());
  }

  private static final Calibration AGREES = calibration(Noise.State.QUIET, 100);
  private static final Calibration DIFFERS = calibration(Noise.State.QUIET, 200);
  private static final Calibration NOISY = calibration(Noise.State.NOISY, 100);

  /** What became of attempts, and how many were not needed. */
  private static void expect(Experiments experiments, Calibration result, int left, Calibration... script)
      throws InterruptedException {
    Script attempts = new Script(script);
    assertThat(experiments.repeated(attempts)).isEqualTo(result);
    assertThat(attempts.rest).hasSize(left);
  }

  @Test
  void whatAgreesIsDoneOnceAndWhatDiffersTwice() throws InterruptedException {
    expect(new Experiments(), AGREES, 1, AGREES, DIFFERS);
    expect(new Experiments(), AGREES, 1, DIFFERS, AGREES, DIFFERS);
    expect(new Experiments(), DIFFERS, 1, DIFFERS, DIFFERS, AGREES);
  }

  @Test
  void disturbedExperimentIsDoneAgainUntilTheMachineIsKnownToBeLoaded() throws InterruptedException {
    Experiments experiments = new Experiments();

    expect(experiments, AGREES, 0, NOISY, AGREES);
    expect(experiments, NOISY, 1, NOISY, NOISY, AGREES);
    expect(experiments, NOISY, 1, NOISY, AGREES);
    expect(experiments, AGREES, 0, DIFFERS, AGREES);
  }

  @Test
  void whatTheSystemDoesNotTellIsNotAskedTwice() throws InterruptedException {
    Calibration missing = new Calibration("some", "of all", List.of(), new Noise(Noise.State.QUIET, List.of()), Optional.of("this"));

    expect(new Experiments(), missing, 1, missing, AGREES);
  }

  /** One that lacks something. */
  private record Lacking() implements Experiment {
    @Override
    public String name() {
      return "lacking";
    }

    @Override
    public String about() {
      return "nothing";
    }

    @Override
    public List<Check> perform() {
      throw new Unavailable("anything");
    }
  }

  @Test
  void experimentThatLacksSomethingIsInconclusive() throws InterruptedException {
    Calibration calibration = new Experiments().perform(new Lacking());

    assertThat(calibration.missing()).contains("this system does not tell anything");
    assertThat(calibration.agreement()).isEqualTo(Agreement.INCONCLUSIVE);
  }

  @Test
  void spinningHoldsNeedACoreForEachWorker() {
    assertThat(Experiments.all(1)).hasSize(Experiments.all(2).size() - 1);
    assertThat(Experiments.all(2)).anySatisfy(experiment -> assertThat(experiment.about()).contains("that spin 10 ms holding it"));
    assertThat(Experiments.all(1)).noneSatisfy(experiment -> assertThat(experiment.about()).contains("that spin 10 ms holding it"));
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

  @ParameterizedTest
  @ValueSource(strings = {"threads", "actors"})
  void engineTellsOfEveryTaskThatArrives(String engine) throws InterruptedException {
    OneServer model = new OneServer(200, 20_000);

    OpenFigures figures = OpenFigures.of(Engines.named(engine).orElseThrow(), model, 10_000, 2, 1);

    assertThat(figures.tasks()).isEqualTo(200);
    assertThat(figures.holdNanos()).isGreaterThanOrEqualTo(OpenFigures.replayed(model, 10_000, 2, 1, 0).holdNanos());
    assertThat(figures.latencyNanos()).isGreaterThanOrEqualTo(figures.holdNanos());
    assertThat(figures.responseNanos()).isGreaterThanOrEqualTo(figures.latencyNanos());
    assertThat(figures.utilisation()).isBetween(0.0, 1.0);
  }

  @Test
  void messagesOfActorsAreKnownExactly() throws InterruptedException {
    List<Check> checks = new KnownMessages(Engines.named("actors").orElseThrow()).perform();

    assertThat(checks).hasSize(KnownMessages.Asking.values().length).allSatisfy(check -> assertThat(check.deviation()).isZero());
  }
}
