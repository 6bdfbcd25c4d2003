package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import lockstep.cluster.task.Probe.Seen;
import lockstep.cluster.task.Probe.Taken;
import org.junit.jupiter.api.Test;

final class KnotTest {

  /** Worker {@code n} holds some resources and waits for one; its task has the same number. */
  private static Seen worker(int number, int waitsFor, Integer... holds) {
    return new Seen(number, waitsFor, List.of(holds), number, 0, 100L * number);
  }

  private static Taken exclusively(int resource, int holder) {
    return new Taken(resource, false, List.of(holder));
  }

  private static Taken shared(int resource, Integer... readers) {
    return new Taken(resource, false, List.of(readers));
  }

  private static Taken permits(int resource, Integer... users) {
    return new Taken(resource, true, List.of(users));
  }

  private static Probe probe(List<Taken> taken, Seen... seen) {
    return new Probe(1, 7, Arrays.asList(seen), taken);
  }

  private static void assertCircle(Probe probe, Integer... workers) {
    assertThat(Knot.of(probe).circle()).extracting(Seen::worker).containsExactlyInAnyOrder(workers);
  }

  @Test
  void thoseWhoWaitForEachOtherAreInACircle() {
    Probe probe = probe(List.of(exclusively(1, 1), exclusively(0, 0)), worker(0, 1, 0), worker(1, 0, 1));
    assertCircle(probe, 0, 1);
    assertThat(Knot.of(probe).firstSinceNanos()).isZero();
    assertThat(Knot.of(probe).lastSinceNanos()).isEqualTo(100);
  }

  @Test
  void whoWaitsForOneThatDoesNotWaitIsHopeful() {
    Probe probe = probe(List.of(exclusively(1, 1)), worker(0, 1, 0), worker(1, Probe.NONE, 1));
    assertThat(Knot.isHopeful(probe)).isTrue();
    assertThat(Knot.of(probe).hopeless()).isEmpty();
    assertCircle(probe);
  }

  @Test
  void whoWaitsForACircleWaitsForEverButIsInNone() {
    Probe probe =
        probe(
            List.of(exclusively(1, 1), exclusively(2, 2), exclusively(3, 1)), worker(0, 1, 0), worker(1, 2, 1, 3), worker(2, 3, 2));
    assertThat(Knot.of(probe).hopeless()).extracting(Seen::worker).containsExactly(0, 1, 2);
    assertCircle(probe);
  }

  @Test
  void aWriterWaitsForEverForOneReaderThatDoes() {
    Probe probe =
        probe(List.of(shared(5, 1, 2), exclusively(0, 0)), worker(0, 5, 0), worker(1, Probe.NONE, 5), worker(2, 0, 5));
    assertCircle(probe, 0, 2);
  }

  @Test
  void whoWaitsForAPermitIsHopefulWhileOneUserIs() {
    Probe probe =
        probe(List.of(permits(5, 1, 2), exclusively(0, 0)), worker(0, 5, 0), worker(1, Probe.NONE, 5), worker(2, 0, 5));
    assertThat(Knot.isHopeful(probe)).isTrue();
    assertCircle(probe);
  }

  @Test
  void whoWaitsForAPermitIsStuckWhenAllUsersAre() {
    Probe probe =
        probe(List.of(permits(5, 1, 2), exclusively(0, 0)), worker(0, 5, 0), worker(1, 0, 5), worker(2, 0, 5));
    assertCircle(probe, 0, 1, 2);
  }

  @Test
  void whoWaitsForPermitsThatAllAreUsedUpIsHopeful() {
    assertThat(Knot.isHopeful(probe(List.of(permits(5)), worker(0, 5, 0)))).isTrue();
  }

  @Test
  void nobodyIsHopefulBecauseOfWorkersThatAreNotSeenYet() {
    assertThat(Knot.isHopeful(probe(List.of(permits(5, 1, 2)), worker(0, 5, 0)))).isFalse();
    assertThat(Knot.isHopeful(probe(List.of(shared(5, 1, 2)), worker(0, 5, 0), worker(1, Probe.NONE, 5)))).isFalse();
  }

  @Test
  void whatAHolderHasSentBackKeepsNobodyWaiting() {
    Probe probe = probe(List.of(exclusively(1, 1), exclusively(0, 0)), worker(0, 1, 0), worker(1, 0, 7));
    assertThat(Knot.isHopeful(probe)).isTrue();
    assertCircle(probe);
  }

  @Test
  void aCircleIsProvedByAProbeThatWasSentWhenAllOfThemWaited() {
    Probe probe =
        probe(
            List.of(exclusively(1, 1), exclusively(2, 2), exclusively(3, 1)), worker(0, 1, 0), worker(1, 2, 1, 3), worker(2, 3, 2));
    assertThat(Knot.of(probe).waitedBefore(201)).isTrue();
    assertThat(Knot.of(probe).waitedBefore(200)).as("worker 2 began to wait at 200").isFalse();
    assertThat(Knot.of(probe).waitedBefore(50)).isFalse();
  }

  @Test
  void timesAreComparedAlsoWhereTheClockWrapsAround() {
    Seen early = new Seen(0, 1, List.of(0), 3, 0, Long.MAX_VALUE - 5);
    Seen late = new Seen(1, 0, List.of(1), 4, 0, Long.MIN_VALUE + 5);
    Knot knot = Knot.of(probe(List.of(exclusively(1, 1), exclusively(0, 0)), early, late));
    assertThat(knot.firstSinceNanos()).isEqualTo(Long.MAX_VALUE - 5);
    assertThat(knot.lastSinceNanos()).isEqualTo(Long.MIN_VALUE + 5);
    assertThat(knot.waitedBefore(Long.MIN_VALUE + 6)).isTrue();
    assertThat(knot.waitedBefore(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void theVictimIsWhoseTaskWasLeastOftenOneThenTheLatest() {
    Seen earlier = new Seen(0, 1, List.of(0), 3, 0, 0);
    Seen later = new Seen(1, 0, List.of(1), 4, 0, 0);
    Seen victim = new Seen(1, 0, List.of(1), 5, 1, 0);
    assertThat(later.isVictimBefore(earlier)).isTrue();
    assertThat(earlier.isVictimBefore(later)).isFalse();
    assertThat(earlier.isVictimBefore(victim)).isTrue();
    assertThat(victim.isVictimBefore(earlier)).isFalse();
    Knot knot = Knot.of(probe(List.of(exclusively(1, 1), exclusively(0, 0)), earlier, later));
    assertThat(knot.hasVictimBefore(earlier)).isTrue();
    assertThat(knot.hasVictimBefore(later)).isFalse();
  }
}
