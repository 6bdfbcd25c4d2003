package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.LockedWorld.Need;
import lockstep.engine.LockedWorld.World;
import lockstep.simulation.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A search that looks twice at workers which go on working, in every way in which its reads and their steps can come after each other: it
 * never takes for a circle what is none, and misses none that was there when it began.
 */
final class CircleSearchTest {

  /** How a search can be wrong. */
  private enum Fault {
    NONE,
    /** It takes one look for two. */
    ONE_LOOK,
    /** It does not see whether a worker is still there after it read its task. */
    TASK_UNCHECKED
  }

  /** What was read so far is not enough to go on. */
  private static final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int worker;
    private final boolean task;

    Unread(int worker, boolean task) {
      super(null, null, false, false);
      this.worker = worker;
      this.task = task;
    }
  }

  /** What a search has read, which it is told again, to find out what it reads next. */
  private static final class Told implements CircleSearch.Places {
    private final LockedWorld world;
    private final Fault fault;
    private final List<Long> read;
    private final Map<Integer, Long> last = new HashMap<>();
    private int at;
    private boolean again;
    private boolean unchecked;

    Told(LockedWorld world, Fault fault, List<Long> read) {
      this.world = world;
      this.fault = fault;
      this.read = read;
    }

    private long next(int worker, boolean task) {
      if (at == read.size()) {
        throw new Unread(worker, task);
      }
      return read.get(at++);
    }

    @Override
    public long place(int worker) {
      if (again || unchecked) {
        unchecked = false;
        return Objects.requireNonNull(last.get(worker));
      }
      long place = next(worker, false);
      last.put(worker, place);
      return place;
    }

    @Override
    public Board.Position position(int worker) {
      unchecked = fault == Fault.TASK_UNCHECKED;
      long place = place(worker);
      long task = next(worker, true);
      unchecked = fault == Fault.TASK_UNCHECKED;
      return LockedWorld.position(place, task);
    }

    @Override
    public WorkerState state(int worker, Board.Position position) {
      return world.state(worker, position);
    }

    List<Circle> search() {
      CircleSearch search = new CircleSearch(world.workers(), false, this, world::permits);
      search.look(worker -> true);
      again = fault == Fault.ONE_LOOK;
      search.look(worker -> true);
      return search.circles(false);
    }
  }

  /** A moment: what the world is like, what was read of it, and how it was when the first read was made. */
  private record Moment(World now, List<Long> read, boolean stoodAtFirst) {}

  /** What went wrong in any of the orders: the first false alarm, or the first circle that was missed. */
  private static Optional<String> wrong(LockedWorld world, Fault fault) {
    Set<World> worlds = world.reachable();
    Map<World, Set<Integer>> stuck = world.stuck(worlds);
    ArrayDeque<Moment> open = new ArrayDeque<>();
    Set<Moment> seen = new HashSet<>();
    for (World begin : worlds) {
      open.add(new Moment(begin, List.of(), world.stands(begin)));
    }
    int found = 0;
    while (!open.isEmpty()) {
      Moment moment = open.removeLast();
      if (!seen.add(moment)) {
        continue;
      }
      try {
        List<Circle> circles = new Told(world, fault, moment.read()).search();
        for (Circle circle : circles) {
          List<Integer> workers = circle.workers().stream().map(WorkerState::worker).toList();
          if (!stuck.getOrDefault(moment.now(), Set.of()).containsAll(workers)) {
            return Optional.of("false alarm of " + workers);
          }
        }
        if (circles.isEmpty() && moment.stoodAtFirst()) {
          return Optional.of("missed");
        }
        found += circles.size();
      } catch (Unread unread) {
        List<Long> read = new ArrayList<>(moment.read());
        read.add(unread.task ? moment.now().task(unread.worker) : moment.now().place(unread.worker));
        open.add(new Moment(moment.now(), List.copyOf(read), moment.stoodAtFirst()));
        for (World next : world.next(moment.now())) {
          if (!moment.read().isEmpty()) {
            open.add(new Moment(next, moment.read(), moment.stoodAtFirst()));
          }
        }
      }
    }
    assertThat(found > 0).as("whether any circle was found").isEqualTo(stuck.values().stream().anyMatch(who -> !who.isEmpty()));
    return Optional.empty();
  }

  private static LockedWorld world(List<List<List<Need>>> tasks) {
    return new LockedWorld(tasks);
  }

  private static Need x(int resource) {
    return new Need(resource, Mode.EXCLUSIVE);
  }

  private static Need s(int resource) {
    return new Need(resource, Mode.SHARED);
  }

  private static Need p(int resource) {
    return new Need(resource, Mode.PERMIT);
  }

  private static final LockedWorld TWO =
      world(List.of(List.of(List.of(x(0), x(1)), List.of(x(2), x(0))), List.of(List.of(x(1), x(0)), List.of(x(0), x(2)))));

  static Stream<Arguments> worlds() {
    return Stream.of(
        Arguments.of("two against each other, and again in another way", TWO),
        Arguments.of(
            "two in one order", world(List.of(List.of(List.of(x(0), x(1)), List.of(x(1), x(2))), List.of(List.of(x(0), x(1)), List.of(x(1), x(2)))))),
        Arguments.of(
            "readers that want to write", world(List.of(List.of(List.of(s(0), x(1))), List.of(List.of(s(1), x(0)), List.of(x(1), s(0)))))),
        Arguments.of(
            "a circle of three", world(List.of(List.of(List.of(x(0), x(1))), List.of(List.of(x(1), x(2))), List.of(List.of(x(2), x(0)))))),
        Arguments.of(
            "two of three permits' users wait", world(List.of(List.of(List.of(p(10), x(0))), List.of(List.of(p(10), x(0))), List.of(List.of(x(0), p(10)))))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("worlds")
  void findsEachCircleWithinTwoLooksAndNothingElse(String name, LockedWorld world) {
    assertThat(wrong(world, Fault.NONE)).isEmpty();
  }

  @Test
  void oneLookAloneIsNotEnough() {
    assertThat(wrong(TWO, Fault.ONE_LOOK)).get().asString().startsWith("false alarm");
  }

  @Test
  void aTaskThatIsReadWithoutLookingAgainIsNotEnough() {
    assertThat(wrong(TWO, Fault.TASK_UNCHECKED)).get().asString().startsWith("false alarm");
  }

  @Test
  void aHoldThatIsToldBeforeTheGrantIsNotEnough() {
    assertThat(wrong(TWO.tellingHoldsEarly(), Fault.NONE)).get().asString().startsWith("false alarm");
  }

  // What is done about circles

  private static WorkerState worker(int number, long task, int holds, int wants) {
    return new WorkerState(
        number,
        task,
        -1,
        "ask",
        0,
        List.of(new WorkerState.Claim(holds, Mode.EXCLUSIVE)),
        Optional.of(new WorkerState.Claim(wants, Mode.EXCLUSIVE)));
  }

  /** Workers that stand still. */
  private static CircleSearch standing(WorkerState... workers) {
    CircleSearch.Places places =
        new CircleSearch.Places() {
          @Override
          public long place(int worker) {
            return LockedWorld.place(1, Step.ASK, 1);
          }

          @Override
          public Board.Position position(int worker) {
            return LockedWorld.position(place(worker), workers[worker].task());
          }

          @Override
          public WorkerState state(int worker, Board.Position position) {
            return workers[worker];
          }
        };
    CircleSearch search = new CircleSearch(workers.length, true, places, r -> 1);
    search.look(worker -> true);
    search.look(worker -> true);
    return search;
  }

  @Test
  void eachOfTwoCirclesHasOneVictimAndWhoOnlyWaitsForThemHasNoPart() {
    List<Circle> circles =
        standing(worker(0, 10, 0, 1), worker(1, 11, 1, 0), worker(2, 8, 2, 3), worker(3, 7, 3, 2), worker(4, 99, 4, 0)).circles(false);

    assertThat(circles).extracting(circle -> circle.workers().size()).containsExactly(2, 2);
    assertThat(circles).extracting(Circle::victim).extracting(WorkerState::task).containsExactly(11L, 8L);
  }

  /** Whatever the circle, the lowest task of all that are not done keeps what it has. */
  @Test
  void theLowestTaskIsNeverTheVictim() {
    for (int first = 0; first < 4; first++) {
      int shift = first;
      WorkerState[] ring =
          IntStream.range(0, 4).mapToObj(w -> worker(w, (w + shift) % 4, w, (w + 1) % 4)).toArray(WorkerState[]::new);
      assertThat(standing(ring).circles(false)).singleElement().extracting(Circle::victim).extracting(WorkerState::task).isEqualTo(3L);
    }
  }

  @Test
  void whoIsSaidNotToWaitIsTakenToGoOn() {
    CircleSearch search = standing(worker(0, 0, 0, 1), worker(1, 1, 1, 0));
    search.look(worker -> worker != 1);

    assertThat(search.circles(false)).isEmpty();
  }
}
