package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lockstep.simulation.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders of histories that are made up. */
final class PrecedenceTest {

  private static final int RESOURCES = 4;

  /** A resource was seen in a version. */
  private record Seen(int resource, Mode mode, long version) {}

  private static Seen reads(int resource, long version) {
    return new Seen(resource, Mode.SHARED, version);
  }

  private static Seen writes(int resource, long version) {
    return new Seen(resource, Mode.EXCLUSIVE, version);
  }

  private static History history(List<List<Seen>> tasks) {
    History history = new History(Sketch.of("seen", tasks.size(), RESOURCES, (i, draw, plan) -> {}));
    for (int task = 0; task < tasks.size(); task++) {
      List<Seen> all = tasks.get(task);
      long[] entry = new long[1 + 2 * all.size()];
      for (int access = 0; access < all.size(); access++) {
        Seen seen = all.get(access);
        entry[1 + 2 * access] = History.access(seen.resource(), seen.mode());
        entry[2 + 2 * access] = seen.version();
      }
      history.enter(task, entry);
    }
    return history;
  }

  private static int[] order(List<List<Seen>> tasks) throws NotSerialisable {
    return new Precedence(history(tasks), RESOURCES, 0).order();
  }

  private static void assertNone(String reason, List<List<Seen>> tasks) {
    assertThatExceptionOfType(NotSerialisable.class).isThrownBy(() -> order(tasks)).withMessage(reason);
  }

  @Test
  void makersOfVersionsComeInTheirOrder() throws NotSerialisable {
    assertThat(order(List.of(List.of(writes(0, 2)), List.of(writes(0, 0)), List.of(writes(0, 1))))).containsExactly(1, 2, 0);
  }

  @Test
  void readersComeAfterTheMakerOfWhatTheySawAndBeforeTheNext() throws NotSerialisable {
    assertThat(order(List.of(List.of(writes(0, 1)), List.of(reads(0, 1)), List.of(writes(0, 0)), List.of(reads(0, 0)))))
        .containsExactly(3, 2, 1, 0);
  }

  @Test
  void tasksThatShareNothingMayComeInAnyOrder() throws NotSerialisable {
    assertThat(order(List.of(List.of(writes(0, 0)), List.of(), List.of(reads(1, 0)), List.of(reads(1, 0)))))
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void tasksOfAnAgentComeInTheirOrder() throws NotSerialisable {
    History swapped = history(List.of(List.of(writes(0, 1)), List.of(), List.of(writes(0, 0)), List.of()));
    assertThat(new Precedence(swapped, RESOURCES, 0).order()).containsExactly(2, 0, 1, 3);
    assertThat(new Precedence(swapped, RESOURCES, 3).order()).containsExactly(2, 0, 1, 3);
    assertThatExceptionOfType(NotSerialisable.class).isThrownBy(() -> new Precedence(swapped, RESOURCES, 2).order());
  }

  /** Neither saw what the other wrote: the anomaly that locking the written resources alone lets through. */
  @Test
  void writeSkewIsACycle() {
    assertNone(
        "by what they saw, each of the tasks 0, 1 comes after the next, and the last one after the first",
        List.of(List.of(reads(0, 0), writes(1, 0)), List.of(reads(1, 0), writes(0, 0))));
  }

  @Test
  void readSkewIsACycle() {
    assertNone(
        "by what they saw, each of the tasks 0, 1 comes after the next, and the last one after the first",
        List.of(List.of(writes(0, 0), writes(1, 0)), List.of(reads(0, 1), reads(1, 0))));
  }

  @Test
  void cycleOfManyIsToldInPart() {
    List<List<Seen>> ring = IntStream.range(0, 9).mapToObj(t -> List.of(reads(t, 0), writes((t + 1) % 9, 0))).toList();
    assertThatExceptionOfType(NotSerialisable.class)
        .isThrownBy(() -> new Precedence(history(ring), 9, 0).order())
        .withMessageContaining("0, 1, 2, 3, 4 and 4 more comes after")
        .satisfies(found -> assertThat(found.count()).isEqualTo(9));
  }

  @Test
  void versionThatTwoChangedIsALostUpdate() {
    assertNone(
        "tasks 1 and 2 both saw version 1 of resource 3 and changed it",
        List.of(List.of(writes(3, 0)), List.of(writes(3, 1)), List.of(writes(3, 1))));
  }

  @Test
  void versionThatNobodyMadeIsTold() {
    assertNone("task 1 saw version 2 of resource 0, which can be at most 1", List.of(List.of(writes(0, 0)), List.of(reads(0, 2))));
    assertNone("task 0 saw version 1 of resource 0, which can be at most 0", List.of(List.of(writes(0, 1))));
    assertNone("task 0 saw version -1 of resource 0, which can be at most 0", List.of(List.of(reads(0, -1))));
  }

  /** Whoever performs tasks one after the other gets an order in which all would see what they saw. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everySerialHistoryHasAnOrderThatAgreesWithIt(long seed) throws NotSerialisable {
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      int tasks = 1 + random.nextInt(60);
      List<Integer> serial = new ArrayList<>(IntStream.range(0, tasks).boxed().toList());
      Collections.shuffle(serial, random);
      List<List<Seen>> seen = new ArrayList<>(Collections.nCopies(tasks, List.of()));
      long[] versions = new long[RESOURCES];
      for (int task : serial) {
        seen.set(task, perform(random, versions));
      }
      long[] again = new long[RESOURCES];
      for (int task : new Precedence(history(seen), RESOURCES, 0).order()) {
        assertThat(seen.get(task)).as("task %d of %d, seed %d", task, tasks, seed).allMatch(s -> again[s.resource()] == s.version());
        seen.get(task).stream().filter(s -> s.mode() == Mode.EXCLUSIVE).forEach(s -> again[s.resource()]++);
      }
      assertThat(again).isEqualTo(versions);
    }
  }

  private static List<Seen> perform(Random random, long[] versions) {
    List<Seen> seen = new ArrayList<>();
    for (int resource = 0; resource < RESOURCES; resource++) {
      if (random.nextBoolean()) {
        seen.add(random.nextBoolean() ? reads(resource, versions[resource]) : writes(resource, versions[resource]++));
      }
    }
    return seen;
  }
}
