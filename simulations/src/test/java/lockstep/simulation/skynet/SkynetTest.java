package lockstep.simulation.skynet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lockstep.simulation.Mode;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Rehearsal;
import lockstep.simulation.Rehearsal.PlanRecord;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SkynetTest {

  private static TaskModel tree(int leaves, int fanOut) {
    return new Skynet()
        .model(ParameterSpec.bind(Skynet.Parameters.class, Map.of("leaves", "" + leaves, "fan-out", "" + fanOut)));
  }

  @Test
  void rootOfAMillionLeavesEndsWithThePublishedSum() {
    Rehearsal published = new Rehearsal(tree(1_000_000, 10), 1).performAll();
    assertThat(published.end().get(0, 0)).isEqualTo(499_999_500_000L);
    assertThat(published.seenBroken()).isEmpty();
    assertThat(published.broken()).isEmpty();
    published.corrupt(0, 0, 499_999_499_999L);
    assertThat(published.broken()).containsOnlyKeys("the root's sum");
  }

  @ParameterizedTest(name = "{0} leaves, fan-out {1}")
  @CsvSource({"2, 2, 4", "64, 2, 190", "10, 10, 12", "1000, 10, 1222", "64, 64, 66", "4096, 64, 4226", "729, 3, 1457"})
  void everyInnerNodeSpawnsOnceAndJoinsOnce(int leaves, int fanOut, long tasks) {
    TaskModel model = tree(leaves, fanOut);
    assertThat(model.tasks()).isEqualTo(tasks);
    assertThat(model.resources()).isEqualTo(3 * (tasks - leaves) / 2);
    Rehearsal rehearsal = new Rehearsal(model, 1);
    int spawns = 0;
    int joins = 0;
    for (long i = 0; i < tasks; i++) {
      PlanRecord plan = rehearsal.plan(i);
      spawns += plan.puts().size() == fanOut ? 1 : 0;
      joins += plan.taken().containsValue(fanOut) ? 1 : 0;
      assertThat(plan.modes().subList(0, plan.taken().size())).as("taken first by %d", i).allMatch(Mode.TAKE::equals);
    }
    assertThat(spawns).isEqualTo((tasks - leaves) / 2);
    assertThat(joins).isEqualTo((tasks - leaves) / 2);
  }

  /** What the proof in {@link Tree} begins with. */
  @ParameterizedTest(name = "{0} leaves, fan-out {1}")
  @CsvSource({"2, 2", "64, 2", "1000, 10", "729, 3", "4096, 64"})
  void tasksTakeOnlyWhatTasksBeforeThemPutAndNothingIsLeft(int leaves, int fanOut) {
    TaskModel model = tree(leaves, fanOut);
    Rehearsal rehearsal = new Rehearsal(model, 1);
    Map<Integer, Integer> permits = new HashMap<>();
    for (long i = 0; i < model.tasks(); i++) {
      long task = i;
      PlanRecord plan = rehearsal.plan(i);
      plan.taken().forEach((resource, count) -> assertThat(permits.merge(resource, -count, Integer::sum)).as("task %d", task).isNotNegative());
      plan.puts().forEach(resource -> permits.merge(resource, 1, Integer::sum));
    }
    assertThat(permits.values()).containsOnly(0);
  }

  /** Workers in any order, each with its tasks dealt by index: whoever can go on does, and all do in the end. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noNumberOfWorkersWaitsForEver(long seed) {
    Random random = new Random(seed);
    TaskModel model = tree(256, 4);
    for (int workers : new int[] {1, 2, 3, 7, 10, 64, 1000}) {
      Rehearsal rehearsal = new Rehearsal(model, seed);
      Map<Integer, Integer> permits = new HashMap<>();
      List<Long> next = new ArrayList<>();
      for (long worker = 0; worker < Math.min(workers, model.tasks()); worker++) {
        next.add(worker);
      }
      while (!next.isEmpty()) {
        Collections.shuffle(next, random);
        int able = 0;
        while (able < next.size() && !takes(rehearsal.plan(next.get(able)), permits)) {
          able++;
        }
        assertThat(able).as("seed %d, %d workers, waiting at %s", seed, workers, next).isLessThan(next.size());
        long i = next.remove(able);
        rehearsal.perform(i);
        rehearsal.plan(i).puts().forEach(resource -> permits.merge(resource, 1, Integer::sum));
        if (i + workers < model.tasks()) {
          next.add(i + workers);
        }
      }
      assertThat(rehearsal.seenBroken()).isEmpty();
      assertThat(rehearsal.broken()).isEmpty();
    }
  }

  private static boolean takes(PlanRecord plan, Map<Integer, Integer> permits) {
    boolean there = plan.taken().entrySet().stream().allMatch(need -> permits.getOrDefault(need.getKey(), 0) >= need.getValue());
    if (there) {
      plan.taken().forEach((resource, count) -> permits.merge(resource, -count, Integer::sum));
    }
    return there;
  }

  @Test
  void aParentThatAddsUpTooEarlyIsSeen() {
    TaskModel model = tree(4, 2);
    Rehearsal early = new Rehearsal(model, 1);
    early.perform(model.tasks() - 1);
    assertThat(early.seenBroken()).containsExactly("a parent adds up when all its children have reported");
  }

  @Test
  void leavesThatMakeNoFullTreeAreRefused() {
    for (int leaves : new int[] {2, 11, 999_999}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tree(leaves, 10))
          .withMessage("leaves must be a power of fan-out (10), got " + leaves);
    }
  }
}
