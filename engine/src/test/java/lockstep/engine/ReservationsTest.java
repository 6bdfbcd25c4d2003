package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lockstep.engine.WorkerState.Claim;
import lockstep.simulation.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReservationsTest {

  private static final int RESOURCES = 4;
  private static final int COUNTED = 3;
  private static final int PERMITS = 2;

  private record Needs(String name, List<Claim> claims, int permits) implements Reservations.Request {
    @Override
    public int needs() {
      return claims.size();
    }

    @Override
    public int neededResource(int n) {
      return claims.get(n).resource();
    }

    @Override
    public Mode neededMode(int n) {
      return claims.get(n).mode();
    }

    @Override
    public int neededPermits(int n) {
      return permits;
    }
  }

  private final Reservations<Needs> reservations =
      new Reservations<>(RESOURCES, r -> r == COUNTED ? PERMITS : 1);

  private static Needs exclusive(String name, int... resources) {
    return new Needs(name, Arrays.stream(resources).mapToObj(r -> new Claim(r, Mode.EXCLUSIVE)).toList(), 1);
  }

  @Test
  void takesAllOrNothing() {
    assertThat(reservations.take(exclusive("a", 0, 1))).isTrue();
    assertThat(reservations.take(exclusive("b", 2, 1))).isFalse();
    assertThat(reservations.take(exclusive("c", 2))).as("2 was not taken by b").isTrue();
  }

  @Test
  void servesTheLongestWaitingWhoseNeedsAreFree() {
    Needs first = exclusive("first", 0, 1);
    reservations.take(first);
    Needs both = exclusive("both", 1, 2);
    Needs small = exclusive("small", 0);
    Needs late = exclusive("late", 0);
    reservations.enqueue(both);
    reservations.enqueue(small);
    reservations.enqueue(late);
    assertThat(reservations.take(exclusive("other", 2))).isTrue();
    reservations.release(first);
    assertThat(reservations.next()).isEqualTo(small);
    assertThat(reservations.next()).isNull();
    reservations.release(small);
    assertThat(reservations.next()).isEqualTo(late);
  }

  @Test
  void whoTakesSeveralPermitsIsServedWhenAllAreThere() {
    Needs three = new Needs("three", List.of(new Claim(COUNTED, Mode.TAKE)), PERMITS + 1);
    assertThat(reservations.take(three)).isFalse();
    reservations.enqueue(three);
    assertThat(reservations.next()).isNull();
    reservations.put(COUNTED);
    assertThat(reservations.next()).isEqualTo(three);
    assertThat(reservations.take(new Needs("one", List.of(new Claim(COUNTED, Mode.TAKE)), 1))).as("all are used up").isFalse();
  }

  @Test
  void whoWithdrawsIsNotServed() {
    Needs holder = exclusive("holder", 0);
    Needs waiter = exclusive("waiter", 0);
    reservations.take(holder);
    reservations.enqueue(waiter);
    assertThat(reservations.withdraw(waiter)).isTrue();
    assertThat(reservations.withdraw(waiter)).isFalse();
    reservations.release(holder);
    assertThat(reservations.next()).isNull();
  }

  /** Random tasks come and go; nothing is ever used by more than may, and in the end everybody was served. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void neverMoreUsersThanMayAndNobodyIsForgotten(long seed) {
    Random random = new Random(seed);
    List<Needs> holding = new ArrayList<>();
    int waiting = 0;
    for (int step = 0; step < 2000; step++) {
      if (random.nextBoolean() || holding.isEmpty()) {
        Needs needs = randomNeeds("task " + step, random);
        if (reservations.take(needs)) {
          holding.add(needs);
        } else {
          reservations.enqueue(needs);
          waiting++;
        }
      } else {
        waiting -= release(holding.remove(random.nextInt(holding.size())), holding);
      }
      assertWithinBounds(holding);
    }
    while (!holding.isEmpty()) {
      waiting -= release(holding.removeLast(), holding);
      assertWithinBounds(holding);
    }
    assertThat(waiting).isZero();
  }

  private int release(Needs needs, List<Needs> holding) {
    reservations.release(needs);
    int served = 0;
    for (Needs next = reservations.next(); next != null; next = reservations.next()) {
      holding.add(next);
      served++;
    }
    return served;
  }

  private static Needs randomNeeds(String name, Random random) {
    List<Claim> claims = new ArrayList<>();
    for (int r = 0; r < RESOURCES; r++) {
      if (random.nextInt(3) == 0) {
        Mode mode = r == COUNTED ? Mode.PERMIT : random.nextBoolean() ? Mode.EXCLUSIVE : Mode.SHARED;
        claims.add(new Claim(r, mode));
      }
    }
    return new Needs(name, claims, 1);
  }

  private static void assertWithinBounds(List<Needs> holding) {
    Map<Integer, List<Mode>> users = new HashMap<>();
    holding.forEach(
        needs -> needs.claims().forEach(c -> users.computeIfAbsent(c.resource(), r -> new ArrayList<>()).add(c.mode())));
    users.forEach(
        (resource, modes) -> {
          if (modes.contains(Mode.EXCLUSIVE)) {
            assertThat(modes).as("users of %d", resource).hasSize(1);
          }
          if (resource == COUNTED) {
            assertThat(modes).hasSizeLessThanOrEqualTo(PERMITS);
          }
        });
  }
}
