package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.Deadlocks;
import lockstep.engine.Sketch;
import lockstep.simulation.Draw;
import lockstep.simulation.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes find the deadlocks that there are, and no others, in whatever order messages arrive and timers run out. */
final class DetectionInterleavingTest {

  private static final Cast CAST = new Cast();
  private static final int SEEDS = 40;

  /** How often what became possible last happens at once: some messages overtake many others. */
  private static final double NEWEST_FIRST = .5;

  /** Task {@code i} needs resource {@code i}, then the next one in the ring. */
  private static Sketch ring(int resources) {
    return Sketch.of(
        "ring of " + resources,
        resources,
        resources,
        (i, draw, plan) -> plan.exclusive((int) i % resources).exclusive((int) (i + 1) % resources));
  }

  /** As the stage is when nobody looks for deadlocks, and nothing else can happen any more. */
  private static DetectionStage stuck(Sketch model, int workers) {
    DetectionStage stage = new DetectionStage(CAST, model, workers);
    while (!stage.stands()) {
      stage.take(0);
    }
    return stage;
  }

  /** Every order from a beginning on; states that were seen before are not gone on from again. Returns how many states there are. */
  private static int explore(Supplier<DetectionStage> beginning, Consumer<DetectionStage> ending) {
    Set<String> states = new HashSet<>();
    ArrayDeque<int[]> paths = new ArrayDeque<>();
    paths.add(new int[0]);
    while (!paths.isEmpty()) {
      int[] path = paths.removeLast();
      DetectionStage stage = beginning.get();
      Arrays.stream(path).forEach(stage::take);
      while (states.add(stage.state())) {
        int choices = stage.choices();
        if (choices == 0) {
          stage.assertDone(Arrays.toString(path));
          ending.accept(stage);
          break;
        }
        for (int other = 1; other < choices; other++) {
          paths.add(with(path, other));
        }
        path = with(path, 0);
        stage.take(0);
      }
    }
    return states.size();
  }

  private static int[] with(int[] path, int choice) {
    int[] longer = Arrays.copyOf(path, path.length + 1);
    longer[path.length] = choice;
    return longer;
  }

  private static void assertOneVictimPerCircle(DetectionStage stage) {
    assertThat(stage.account().deadlocks().broken()).isEqualTo(stage.circles());
  }

  @Test
  void everyOrderOfTwoWorkersEndsWithOneVictimIfTheyDeadlock() {
    int[] circles = new int[2];
    int states =
        explore(
            () -> new DetectionStage(CAST, ring(2), 2).withEarlyProbes(1),
            stage -> {
              assertOneVictimPerCircle(stage);
              circles[stage.circles()]++;
            });
    assertThat(states).isGreaterThan(1000);
    assertThat(circles).as("orders without a deadlock, and with one").doesNotContain(0);
  }

  @Test
  void everyOrderInWhichThreeWorkersGetOutOfADeadlockHasOneVictim() {
    int states = explore(() -> stuck(ring(3), 3).withEarlyProbes(1), DetectionInterleavingTest::assertOneVictimPerCircle);
    assertThat(states).isGreaterThan(1000);
  }

  @ParameterizedTest(name = "{0} workers")
  @ValueSource(ints = {2, 3, 5, 17})
  void detectionTakesTwoHopsForEachWaiter(int workers) {
    DetectionStage stage = stuck(ring(workers), workers);
    while (stage.choices() > 0) {
      stage.take(0);
    }
    stage.assertDone("always what was possible first");
    int victim = workers - 1;
    assertThat(stage.probes(victim)).as("round the circle, and then it gives up").isEqualTo(2 * workers);
    for (int other = 0; other < victim; other++) {
      assertThat(stage.probes(other)).as("to the owner, and on to the next worker, which is rather the victim").isEqualTo(2);
    }
    Deadlocks deadlocks = stage.account().deadlocks();
    assertThat(deadlocks.broken()).isEqualTo(1);
    assertThat(deadlocks.members()).isEqualTo(workers);
    assertThat(deadlocks.probes()).as("with two that tell of it").isEqualTo(4 * workers - 2 + 2);
    assertThat(deadlocks.recoveries()).hasSize(1);
  }

  /** Models, and how many workers perform them. */
  static Stream<Arguments> models() {
    return Stream.of(
        Arguments.of(ring(5), 5),
        Arguments.of(Sketch.of("two of four", 24, 4, (i, draw, plan) -> some(2, 4, draw, plan)), 6),
        Arguments.of(Sketch.of("three of five", 20, 5, (i, draw, plan) -> some(3, 5, draw, plan)), 5),
        Arguments.of(Sketch.of("to read or to write", 24, 4, DetectionInterleavingTest::readOrWrite).sharing(), 6),
        Arguments.of(Sketch.of("permits", 24, 3, DetectionInterleavingTest::permits).withPermits(r -> 2), 6),
        Arguments.of(
            Sketch.of("of all kinds", 30, 6, DetectionInterleavingTest::ofAllKinds).sharing().withPermits(r -> r < 4 ? 1 : 2), 6));
  }

  private static int[] shuffled(int resources, Draw draw) {
    int[] order = IntStream.range(0, resources).toArray();
    for (int n = resources - 1; n > 0; n--) {
      int other = draw.below(n + 1);
      int moved = order[n];
      order[n] = order[other];
      order[other] = moved;
    }
    return order;
  }

  private static void some(int needs, int resources, Draw draw, Plan plan) {
    Arrays.stream(shuffled(resources, draw)).limit(needs).forEach(plan::exclusive);
  }

  private static void readOrWrite(long i, Draw draw, Plan plan) {
    for (int resource : Arrays.copyOf(shuffled(4, draw), 3)) {
      if (draw.chance(.6)) {
        plan.shared(resource);
      } else {
        plan.exclusive(resource);
      }
    }
  }

  private static void permits(long i, Draw draw, Plan plan) {
    Arrays.stream(shuffled(3, draw)).forEach(plan::permit);
  }

  private static void ofAllKinds(long i, Draw draw, Plan plan) {
    if (draw.chance(.3)) {
      plan.take(5).put(5);
    }
    for (int resource : Arrays.copyOf(shuffled(5, draw), 3)) {
      if (resource == 4) {
        plan.permit(resource);
      } else if (draw.chance(.5)) {
        plan.shared(resource);
      } else {
        plan.exclusive(resource);
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1} workers")
  @MethodSource("models")
  void manyOrdersEndWithVictimsOfCirclesOnly(Sketch model, int workers) {
    int broken = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      DetectionStage stage = new DetectionStage(CAST, model, workers).withEarlyProbes(60);
      while (stage.choices() > 0) {
        int choices = stage.choices();
        stage.take(random.nextDouble() < NEWEST_FIRST ? choices - 1 : random.nextInt(choices));
      }
      stage.assertDone("seed " + seed);
      broken += (int) stage.account().deadlocks().broken();
    }
    assertThat(broken).isPositive();
  }
}
