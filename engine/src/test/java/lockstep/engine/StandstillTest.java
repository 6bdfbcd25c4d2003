package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lockstep.engine.WorkerState.Claim;
import lockstep.simulation.Draw;
import lockstep.simulation.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StandstillTest {

  private static final int NOTHING = -1;

  /** Holds and wants in short: {@code "0x 1s"} is 0 exclusively and 1 shared; {@code p} is a permit. */
  private static WorkerState worker(int number, String holds, String wants) {
    List<Claim> claims = claims(wants);
    return new WorkerState(
        number, number, NOTHING, claims.isEmpty() ? "hold" : "ask", 0, claims(holds), claims.stream().findFirst());
  }

  private static List<Claim> claims(String text) {
    List<Claim> claims = new ArrayList<>();
    for (String claim : text.isBlank() ? new String[0] : text.split(" ")) {
      Mode mode =
          switch (claim.charAt(claim.length() - 1)) {
            case 'x' -> Mode.EXCLUSIVE;
            case 's' -> Mode.SHARED;
            default -> Mode.PERMIT;
          };
      claims.add(new Claim(Integer.parseInt(claim.substring(0, claim.length() - 1)), mode));
    }
    return claims;
  }

  private static Standstill standstill(WorkerState... workers) {
    return Standstill.of(List.of(workers), resource -> resource >= 10 ? 2 : 1);
  }

  private static List<Integer> deadlocked(Standstill standstill) {
    return standstill.deadlocked().stream().map(WorkerState::worker).toList();
  }

  @Test
  void aCircleOfExclusiveHoldsIsADeadlock() {
    Standstill circle = standstill(worker(0, "0x", "1x"), worker(1, "1x", "2x"), worker(2, "2x", "0x"), worker(3, "", "0x"));
    assertThat(deadlocked(circle)).containsExactly(0, 1, 2);
    assertThat(circle.text())
        .isEqualTo(
            "worker 0 (task 0) holds 0 and waits for 1, held by worker 1; "
                + "worker 1 (task 1) holds 1 and waits for 2, held by worker 2; "
                + "worker 2 (task 2) holds 2 and waits for 0, held by worker 0");
  }

  @Test
  void whoOnlyWaitsForTheCircleIsNotPartOfIt() {
    assertThat(deadlocked(standstill(worker(0, "5x", "0x"), worker(1, "0x", "1x"), worker(2, "1x", "0x")))).containsExactly(1, 2);
  }

  @Test
  void aChainThatEndsInAWorkingWorkerIsNoDeadlock() {
    Standstill chain = standstill(worker(0, "0x", "1x"), worker(1, "1x", "2x"), worker(2, "2x", ""));
    assertThat(chain.isDeadlock()).isFalse();
    assertThat(chain.text()).isEqualTo("no cycle of waits; workers: 2 at ask, 1 at hold");
  }

  @Test
  void sharedAndExclusiveTogetherCanDeadlock() {
    assertThat(deadlocked(standstill(worker(0, "0s", "1x"), worker(1, "1s", "0x")))).containsExactly(0, 1);
    assertThat(standstill(worker(0, "0s", "1s"), worker(1, "1s", "0s")).isDeadlock()).as("readers only").isFalse();
  }

  @Test
  void twoReadersThatBothWantToWriteTheOthersAreDeadlockedAmongMany() {
    Standstill mixed =
        standstill(worker(0, "0s", ""), worker(1, "0s 1x", "2x"), worker(2, "2s", "1s"), worker(3, "2s", ""));
    assertThat(deadlocked(mixed)).containsExactly(1, 2);
  }

  @Test
  void aReaderBehindAWaitingWriterWaitsForWhoKeepsTheWriterWaiting() {
    Standstill behind = standstill(worker(0, "0s", "1x"), worker(1, "1x", "0s"), worker(2, "", "0x"));
    assertThat(behind.isDeadlock()).isTrue();
    assertThat(deadlocked(behind)).containsExactly(0, 1);
    assertThat(standstill(worker(0, "0s", "1x"), worker(1, "1x", "0s")).isDeadlock()).as("no writer waits").isFalse();
    assertThat(standstill(worker(0, "0s", ""), worker(1, "1x", "0s"), worker(2, "", "0x")).isDeadlock()).isFalse();
  }

  @Test
  void permitsDeadlockOnlyWhenAllAreHeldByWhoWaits() {
    assertThat(
            deadlocked(
                standstill(
                    worker(0, "10p", "11p"), worker(1, "10p", "11p"), worker(2, "11p", "10p"), worker(3, "11p", "10p"))))
        .hasSize(2);
    assertThat(standstill(worker(0, "10p", "11p"), worker(1, "11p", "10p")).isDeadlock()).as("a permit is free").isFalse();
    assertThat(
            standstill(worker(0, "10p", "11p"), worker(1, "10p", "11p"), worker(2, "11p", "10p"), worker(3, "11p", ""))
                .isDeadlock())
        .as("one of the holders goes on")
        .isFalse();
  }

  @Test
  void nobodyAtAllIsNoDeadlock() {
    assertThat(standstill().isDeadlock()).isFalse();
    assertThat(standstill(worker(0, "", "")).isDeadlock()).isFalse();
  }

  /** Small random tables, against trying every order in which the workers could end. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void findsADeadlockExactlyWhenNoOrderLetsAllEnd(long seed) {
    Draw draw = new Draw();
    int found = 0;
    for (int table = 0; table < 5_000; table++) {
      draw.restart(seed, table);
      WorkerState[] workers = randomTable(draw);
      boolean expected = !canAllEnd(List.of(workers));
      Standstill standstill = standstill(workers);
      assertThat(standstill.isDeadlock()).as("table %d: %s", table, List.of(workers)).isEqualTo(expected);
      assertCycle(standstill.deadlocked());
      found += expected ? 1 : 0;
    }
    assertThat(found).isBetween(200, 4_800);
  }

  private static WorkerState[] randomTable(Draw draw) {
    int workers = 2 + draw.below(3);
    int resources = 2 + draw.below(2);
    boolean[] readOnly = new boolean[resources];
    boolean[] taken = new boolean[resources];
    List<List<String>> holds = IntStream.range(0, workers).<List<String>>mapToObj(w -> new ArrayList<>()).toList();
    for (int r = 0; r < resources; r++) {
      readOnly[r] = draw.chance(0.4);
      for (int w = 0; w < workers; w++) {
        if (draw.chance(0.5) && (readOnly[r] || !taken[r])) {
          holds.get(w).add(r + (readOnly[r] ? "s" : "x"));
          taken[r] = true;
        }
      }
    }
    return IntStream.range(0, workers)
        .mapToObj(
            w -> {
              int wanted = draw.below(resources);
              boolean has = holds.get(w).stream().anyMatch(h -> h.startsWith("" + wanted));
              String wants = has || draw.chance(0.1) ? "" : wanted + (draw.chance(0.3) ? "s" : "x");
              return worker(w, String.join(" ", holds.get(w)), wants);
            })
        .toArray(WorkerState[]::new);
  }

  private static boolean canAllEnd(List<WorkerState> left) {
    if (left.isEmpty()) {
      return true;
    }
    for (WorkerState worker : left) {
      List<WorkerState> others = left.stream().filter(other -> other.worker() != worker.worker()).toList();
      if (canEnd(worker.wants(), others) && canAllEnd(others)) {
        return true;
      }
    }
    return false;
  }

  private static boolean canEnd(Optional<Claim> wanted, List<WorkerState> others) {
    return wanted.isEmpty()
        || others.stream()
            .noneMatch(
                other ->
                    other.holds().stream().anyMatch(claim -> claim.excludes(wanted.get()))
                        || (wanted.get().mode() == Mode.SHARED && other.wants().equals(Optional.of(exclusive(wanted.get())))));
  }

  private static Claim exclusive(Claim claim) {
    return new Claim(claim.resource(), Mode.EXCLUSIVE);
  }

  private static void assertCycle(List<WorkerState> cycle) {
    for (int n = 0; n < cycle.size(); n++) {
      int wanted = cycle.get(n).wants().orElseThrow().resource();
      assertThat(cycle.get((n + 1) % cycle.size()).holds()).extracting(Claim::resource).contains(wanted);
    }
  }
}
