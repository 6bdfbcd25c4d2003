package lockstep.engine.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.Policy;
import lockstep.engine.TaskNeeds;
import lockstep.simulation.Draw;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Leaving out steps that only come in another order changes no verdict. */
final class ReductionTest {

  private record Verdicts(boolean deadlock, boolean livelock, List<Boolean> starvation) {}

  private static Verdicts verdicts(Workload workload, Medium medium, Machine.Grain grain) {
    Exploration graph = Tables.explore(workload, medium, grain);
    assertThat(graph.isComplete()).isTrue();
    Liveness liveness = new Liveness(graph);
    return new Verdicts(
        liveness.deadlock().isPresent(),
        liveness.livelock() != null,
        IntStream.range(0, workload.workers().size()).mapToObj(worker -> liveness.starvation(worker) != null).toList());
  }

  static Stream<Arguments> everyTable() {
    return Stream.of(2, 3)
        .flatMap(
            seats ->
                Tables.policies()
                    .flatMap(
                        policy ->
                            Stream.of(Medium.MESSAGES, Medium.REMOTE_MESSAGES).map(medium -> Arguments.of(seats, policy, medium))));
  }

  @ParameterizedTest
  @MethodSource("everyTable")
  void philosophersHaveTheSameVerdicts(int seats, Policy policy, Medium medium) {
    Workload workload = Tables.workload(Tables.table(seats, policy));

    assertThat(verdicts(workload, medium, Machine.Grain.REDUCED)).isEqualTo(verdicts(workload, medium, Machine.Grain.MESSAGE));
  }

  static Stream<Arguments> everySeed() {
    return IntStream.range(0, 12)
        .boxed()
        .flatMap(seed -> Stream.of(Policy.UNORDERED, Policy.TRY_LOCK, Policy.TIMEOUT, Policy.DETECT).map(policy -> Arguments.of(seed, policy)));
  }

  /** Three workers with two needs each, some of them shared, of three resources. */
  @ParameterizedTest(name = "seed {0}, {1}")
  @MethodSource("everySeed")
  void tasksAtRandomHaveTheSameVerdicts(long seed, Policy policy) {
    Draw draw = new Draw();
    draw.restart(seed, 0);
    int[] needs = IntStream.range(0, 12).map(n -> draw.below(n % 2 == 0 ? 3 : 6)).toArray();
    Workload workload =
        Tables.workload(
            Tables.repeating(
                3,
                3,
                policy,
                (worker, plan) -> {
                  int first = needs[4 * worker];
                  int second = (first + 1 + needs[4 * worker + 1] % 2) % 3;
                  boolean shared = needs[4 * worker + 3] == 0;
                  plan.exclusive(first);
                  var _ = shared ? plan.shared(second) : plan.exclusive(second);
                }));

    for (Medium medium : List.of(Medium.MESSAGES, Medium.REMOTE_MESSAGES)) {
      assertThat(verdicts(workload, medium, Machine.Grain.REDUCED))
          .as("%s: %s", medium, workload.workers().stream().map(Workload.Worker::cycle).map(List::getFirst).map(TaskNeeds::needs).toList())
          .isEqualTo(verdicts(workload, medium, Machine.Grain.MESSAGE));
    }
  }
}
