package lockstep.node.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import lockstep.engine.Account;
import lockstep.engine.BrokenDeadlock;
import lockstep.node.fork.BrokenDeadlocks.Times;
import org.junit.jupiter.api.Test;

final class BrokenDeadlocksTest {

  @Test
  void percentilesAreTheLeastTimesThatSoManyDeadlocksDidNotExceed() {
    long[] hundred = LongStream.rangeClosed(1, 100).map(n -> 101 - n).toArray();

    assertThat(Times.of(hundred)).contains(new Times(100, 50, 95, 100));
    assertThat(Times.of(new long[] {7})).contains(new Times(1, 7, 7, 7));
    assertThat(Times.of(new long[] {9, 1})).contains(new Times(2, 1, 9, 9));
    assertThat(Times.of(new long[0])).isEmpty();
  }

  @Test
  void whatVictimsToldIsAddedUp() {
    Account account = new Account();
    account.broke(new BrokenDeadlock(2, false, 10, 20, 30));
    account.broke(new BrokenDeadlock(3, true, 40, 50, 60));
    account.recovered(70);
    account.probed();

    BrokenDeadlocks broken = BrokenDeadlocks.of(account.deadlocks(), 1000);

    assertThat(broken.count()).isEqualTo(2);
    assertThat(broken.repeated()).isEqualTo(1);
    assertThat(broken.members()).isEqualTo(5);
    assertThat(broken.probes()).isEqualTo(1);
    assertThat(broken.everyNanos()).isEqualTo(1000);
    assertThat(broken.formation()).contains(new Times(2, 10, 40, 40));
    assertThat(broken.detection()).contains(new Times(2, 20, 50, 50));
    assertThat(broken.victim()).contains(new Times(2, 30, 60, 60));
    assertThat(broken.recovery()).contains(new Times(1, 70, 70, 70));
  }
}
