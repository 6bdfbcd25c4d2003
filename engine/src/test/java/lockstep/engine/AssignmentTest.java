package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AssignmentTest {

  static IntStream agents() {
    return IntStream.rangeClosed(0, 7);
  }

  private static Assignment assignment(long tasks, int agents, int workers) {
    return Assignment.of(
        Sketch.of("nothing", tasks, 0, (i, draw, plan) -> {}).withAgents(agents), 0, workers, Policy.ORDERED);
  }

  private static List<Long> dealt(Assignment assignment, int worker) {
    List<Long> tasks = new ArrayList<>();
    long all = assignment.model().tasks();
    for (long i = assignment.firstTask(worker); i < all; i = assignment.nextTask(worker, i)) {
      tasks.add(i);
    }
    return tasks;
  }

  /** Every number of tasks up to 40 and of workers up to 11, so more workers than agents and than tasks are among them. */
  @ParameterizedTest(name = "{0} agents")
  @MethodSource("agents")
  void everyTaskIsDealtOnceAndAgentsKeepTheirOrder(int agents) {
    for (int tasks = 1; tasks <= 40; tasks++) {
      for (int workers = 1; workers <= 11; workers++) {
        Assignment assignment = assignment(tasks, agents, workers);
        List<Long> all = new ArrayList<>();
        Map<Long, Integer> workerOfAgent = new HashMap<>();
        for (int worker = 0; worker < workers; worker++) {
          List<Long> dealt = dealt(assignment, worker);
          assertThat(dealt).isSorted();
          all.addAll(dealt);
          for (long i : dealt) {
            if (agents > 0) {
              Integer before = workerOfAgent.put(i % agents, worker);
              assertThat(before == null ? worker : before).isEqualTo(worker);
            } else {
              assertThat(i % workers).isEqualTo(worker);
            }
          }
        }
        assertThat(all)
            .as("%d tasks, %d agents, %d workers", tasks, agents, workers)
            .containsExactlyInAnyOrderElementsOf(LongStream.range(0, tasks).boxed().toList());
      }
    }
  }

  @Test
  void refusesFewerWorkersThanTheModelNeeds() {
    TaskModel buffer =
        ConformanceModels.simulation("bounded-buffer", Map.of("pairs", "3", "items", "2", "places", "3"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Assignment.of(buffer, 0, 5, Policy.ORDERED))
        .withMessage("workers must be 1 or at least 6 for this model, got 5");
    assertThat(Assignment.of(buffer, 0, 1, Policy.ORDERED).workers()).isEqualTo(1);
    assertThat(Assignment.of(buffer, 0, 6, Policy.ORDERED).workers()).isEqualTo(6);
  }

  @Test
  void rejectsNoWorkersAndTooSmallABoard() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assignment(1, 0, 0))
        .withMessage("workers must be at least 1, got 0");
    Assignment two = assignment(1, 0, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Assignment(two.model(), 0, 3, two.coordination(), two.board(), two.cancellation()))
        .withMessage("the board has slots for 2 of 3 workers");
  }
}
