package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class AccountTest {

  private static Account account(long scale) {
    Account account = new Account();
    account.commits = scale;
    account.reads = 2 * scale;
    account.writes = 3 * scale;
    account.permits = 4 * scale;
    account.computeUnits = 5 * scale;
    account.tasksDigest = 6 * scale;
    account.brokenHolds = 7 * scale;
    account.paused(Step.THINK, 8 * scale, 80 * scale);
    account.paused(Step.AWAIT, 9 * scale, 90 * scale);
    account.paused(Step.GAP, 10 * scale, 100 * scale);
    account.paused(Step.HOLD, 11 * scale, 110 * scale);
    account.waited(12 * scale);
    account.sent();
    account.queued(14 * scale);
    account.takes = 12 * scale;
    account.puts = 13 * scale;
    return account;
  }

  @Test
  void addAddsEverything() {
    Account sum = account(1);
    sum.add(account(100));
    assertThat(sum.ledger()).isEqualTo(new Ledger(101, 202, 303, 404, 1212, 1313, 505, 808, 909, 1010, 1111));
    assertThat(sum.tasksDigest()).isEqualTo(606);
    assertThat(sum.brokenHolds()).isEqualTo(707);
    assertThat(sum.contended()).isEqualTo(2);
    assertThat(sum.waitedNanos()).isEqualTo(1212);
    assertThat(sum.longestWaitNanos()).isEqualTo(1200);
    assertThat(sum.messages()).isEqualTo(2);
    assertThat(sum.achievedNanos(Step.THINK)).isEqualTo(8080);
    assertThat(sum.achievedNanos(Step.AWAIT)).isEqualTo(9090);
    assertThat(sum.achievedNanos(Step.GAP)).isEqualTo(10100);
    assertThat(sum.achievedNanos(Step.HOLD)).isEqualTo(11110);
  }

  @Test
  void addKeepsEveryLatencyOnce() {
    Account together = new Account();
    long next = 0;
    for (int size : new int[] {0, 1, 15, 16, 17, 100, 0, 3}) {
      Account worker = new Account();
      for (int n = 0; n < size; n++) {
        worker.latency(next++);
      }
      together.add(worker);
    }
    assertThat(together.latencies()).containsExactlyInAnyOrder(LongStream.range(0, next).toArray());
  }

  @Test
  void queueingIsKnownWhereThereAreQueuesOnly() {
    assertThat(account(1).queueing()).isEmpty();
    Account worker = account(1);
    worker.latency(5);
    worker.keepsQueues();
    Account sum = account(100);
    sum.add(worker);
    assertThat(sum.queueing()).contains(new Queueing(1, 2, 1414));
  }

  @Test
  void addingAnEmptyAccountChangesNothing() {
    Account account = account(3);
    Ledger before = account.ledger();
    account.add(new Account());
    assertThat(account.ledger()).isEqualTo(before);
    assertThat(account.latencies()).isEmpty();
  }
}
