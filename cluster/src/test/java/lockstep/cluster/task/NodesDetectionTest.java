package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import lockstep.engine.Sketch;
import lockstep.simulation.TaskModel;
import lockstep.simulation.bank.Bank;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Probes find deadlocks among workers of several nodes, whatever the network does, and no others. */
final class NodesDetectionTest {

  private static final Cast CAST = new Cast();
  private static final int SEEDS = 12;
  private static final double LOSSY = .15;

  /** Task {@code i} needs resource {@code i}, then the next one in the ring. */
  private static Sketch ring(int size, int rounds) {
    return Sketch.of(
        "ring of " + size,
        (long) rounds * size,
        size,
        (i, draw, plan) -> plan.exclusive((int) (i % size)).exclusive((int) ((i + 1) % size)));
  }

  private static final TaskModel HOT_BANK =
      new Bank().model(new Bank.Parameters(4, 60, 1.2, 2, 500, Bank.Overdraft.ALLOWED, Duration.ZERO, Duration.ZERO));

  /** Models, how many nodes and workers perform them, and whether all who wait for each other are always all of them. */
  static Stream<Arguments> models() {
    return Stream.of(
        Arguments.of(ring(2, 6), 2, 2, true),
        Arguments.of(ring(5, 4), 2, 5, true),
        Arguments.of(ring(5, 4), 3, 5, true),
        Arguments.of(HOT_BANK, 2, 6, false),
        Arguments.of(HOT_BANK, 3, 6, false));
  }

  @ParameterizedTest(name = "{0} on {1} nodes")
  @MethodSource("models")
  void everyTaskIsDoneOnceThoughLettersAreLostRepeatedAndLate(TaskModel model, int nodes, int workers, boolean oneRing) {
    int broken = 0;
    int lost = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      NodesStage stage = new NodesStage(CAST, model, nodes, workers, LOSSY, seed);
      stage.play();
      stage.assertDone("seed " + seed);
      if (oneRing) {
        assertThat(stage.account().deadlocks().broken()).as("victims, seed %d", seed).isEqualTo(stage.circles());
      }
      broken += (int) stage.account().deadlocks().broken();
      lost += stage.lost();
    }
    assertThat(broken).isPositive();
    assertThat(lost).isPositive();
  }
}
