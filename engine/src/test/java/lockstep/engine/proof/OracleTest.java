package lockstep.engine.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lockstep.engine.Policy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Explorers of philosophers that were written for nothing else, with objects and without any packing. They find as many states. */
final class OracleTest {

  /** Philosophers with locks: of each how many of its four operations it has done. */
  private static final class WithLocks {
    private final int seats;
    private final boolean ordered;
    private final Set<List<Integer>> seen = new HashSet<>();
    private int deadlocks;

    WithLocks(int seats, boolean ordered) {
      this.seats = seats;
      this.ordered = ordered;
    }

    int fork(int seat, boolean second) {
      int left = seat;
      int right = (seat + 1) % seats;
      boolean swapped = ordered && right < left;
      return second == swapped ? left : right;
    }

    boolean holds(List<Integer> state, int seat, int fork) {
      int done = state.get(seat);
      return (done >= 1 && fork(seat, false) == fork) || (done == 2 && fork(seat, true) == fork);
    }

    boolean isFree(List<Integer> state, int fork) {
      for (int seat = 0; seat < seats; seat++) {
        if (holds(state, seat, fork)) {
          return false;
        }
      }
      return true;
    }

    void visit(List<Integer> state) {
      if (!seen.add(state)) {
        return;
      }
      boolean any = false;
      for (int seat = 0; seat < seats; seat++) {
        int done = state.get(seat);
        if (done >= 2 || isFree(state, fork(seat, done == 1))) {
          any = true;
          List<Integer> next = new ArrayList<>(state);
          next.set(seat, (done + 1) % 4);
          visit(List.copyOf(next));
        }
      }
      deadlocks += any ? 0 : 1;
    }
  }

  /** Philosophers with messages, unordered; each owner has one mailbox, each philosopher at most one answer. */
  private static final class WithMessages {
    private final int seats;
    private final Set<Table> seen = new HashSet<>();
    private int deadlocks;

    /** A philosopher's phases: 0 thinks, 1 asked left, 2 asked right, 3 eats; and whether it was answered. */
    record Seat(int phase, boolean answered) {}

    /** A fork: who has it, who waits, and its mailbox, of seats that ask, and complements of seats that give back. */
    record Fork(int holder, List<Integer> waiting, List<Integer> mailbox) {
      Fork with(int message) {
        List<Integer> longer = new ArrayList<>(mailbox);
        longer.add(message);
        return new Fork(holder, waiting, List.copyOf(longer));
      }
    }

    record Table(List<Seat> seats, List<Fork> forks) {
      Table with(int seat, Seat other) {
        List<Seat> changed = new ArrayList<>(seats);
        changed.set(seat, other);
        return new Table(List.copyOf(changed), forks);
      }

      Table with(int fork, Fork other) {
        List<Fork> changed = new ArrayList<>(forks);
        changed.set(fork, other);
        return new Table(seats, List.copyOf(changed));
      }

      Table sent(int fork, int message) {
        return with(fork, forks.get(fork).with(message));
      }
    }

    WithMessages(int seats) {
      this.seats = seats;
    }

    List<Table> next(Table table) {
      List<Table> next = new ArrayList<>();
      for (int s = 0; s < seats; s++) {
        Seat seat = table.seats().get(s);
        int right = (s + 1) % seats;
        if (seat.phase() == 0) {
          next.add(table.with(s, new Seat(1, false)).sent(s, s));
        } else if (seat.phase() == 1 && seat.answered()) {
          next.add(table.with(s, new Seat(2, false)).sent(right, s));
        } else if (seat.phase() == 2 && seat.answered()) {
          next.add(table.with(s, new Seat(3, false)));
        } else if (seat.phase() == 3) {
          next.add(table.with(s, new Seat(0, false)).sent(right, ~s).sent(s, ~s));
        }
        Fork fork = table.forks().get(s);
        if (!fork.mailbox().isEmpty()) {
          next.add(delivered(table, s, fork));
        }
      }
      return next;
    }

    Table delivered(Table table, int number, Fork fork) {
      int message = fork.mailbox().getFirst();
      List<Integer> rest = fork.mailbox().subList(1, fork.mailbox().size());
      List<Integer> waiting = new ArrayList<>(fork.waiting());
      if (message >= 0 && fork.holder() >= 0) {
        waiting.add(message);
        return table.with(number, new Fork(fork.holder(), List.copyOf(waiting), List.copyOf(rest)));
      }
      int holder = message >= 0 ? message : waiting.isEmpty() ? -1 : waiting.removeFirst();
      Table after = table.with(number, new Fork(holder, List.copyOf(waiting), List.copyOf(rest)));
      return holder < 0 ? after : after.with(holder, new Seat(table.seats().get(holder).phase(), true));
    }

    void visit(Table first) {
      List<Table> open = new ArrayList<>(List.of(first));
      seen.add(first);
      while (!open.isEmpty()) {
        List<Table> next = next(open.removeLast());
        deadlocks += next.isEmpty() ? 1 : 0;
        next.stream().filter(seen::add).forEach(open::add);
      }
    }
  }

  static Stream<Arguments> lockedTables() {
    return Stream.of(2, 3, 4, 5).flatMap(seats -> Stream.of(Arguments.of(seats, true), Arguments.of(seats, false)));
  }

  private static int deadlocks(Exploration graph) {
    int deadlocks = 0;
    for (int state = 0; state < graph.states(); state++) {
      deadlocks += graph.first(state) == graph.end(state) ? 1 : 0;
    }
    return deadlocks;
  }

  @ParameterizedTest
  @MethodSource("lockedTables")
  void locksHaveAsManyStatesAsANaiveExplorerFinds(int seats, boolean ordered) {
    WithLocks oracle = new WithLocks(seats, ordered);
    oracle.visit(List.copyOf(Collections.nCopies(seats, 0)));

    Policy policy = ordered ? Policy.ORDERED : Policy.UNORDERED;
    Exploration graph = Tables.explore(Tables.workload(Tables.table(seats, policy)), Medium.BARGING_LOCKS, Machine.Grain.MESSAGE);

    assertThat(graph.states()).isEqualTo(oracle.seen.size());
    assertThat(deadlocks(graph)).isEqualTo(oracle.deadlocks);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void messagesHaveAsManyStatesAsANaiveExplorerFinds(int seats) {
    WithMessages oracle = new WithMessages(seats);
    oracle.visit(
        new WithMessages.Table(
            Collections.nCopies(seats, new WithMessages.Seat(0, false)),
            Collections.nCopies(seats, new WithMessages.Fork(-1, List.of(), List.of()))));

    Exploration graph = Tables.explore(Tables.workload(Tables.table(seats, Policy.UNORDERED)), Medium.MESSAGES, Machine.Grain.MESSAGE);

    assertThat(graph.states()).isEqualTo(oracle.seen.size());
    assertThat(deadlocks(graph)).isEqualTo(oracle.deadlocks);
  }
}
