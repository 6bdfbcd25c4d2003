package lockstep.engine.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import lockstep.engine.instrument.ThreadTimes.ThreadTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CPU time and delays of threads, from texts. */
final class ThreadTimesTest {

  private static ThreadTimes times(Object... idsAndTimes) {
    Map<Long, ThreadTime> byId = new HashMap<>();
    for (int k = 0; k < idsAndTimes.length; k += 2) {
      byId.put(((Integer) idsAndTimes[k]).longValue(), (ThreadTime) idsAndTimes[k + 1]);
    }
    return new ThreadTimes(byId);
  }

  private static ThreadTime work(long cpu, long delay) {
    return new ThreadTime(Duty.WORK, cpu, delay);
  }

  @ParameterizedTest
  @CsvSource({
    "GC Thread#0, COLLECT",
    "G1 Conc#0, COLLECT",
    "VM Thread, COLLECT",
    "ZWorkerYoung#0, COLLECT",
    "C1 CompilerThre, COMPILE",
    "C2 CompilerThre, COMPILE",
    "java, WORK",
    "VM Periodic Tas, WORK",
    "worker-1, WORK",
    "'', WORK"
  })
  void nameOfAThreadTellsItsDuty(String name, Duty duty) {
    assertThat(Duty.of(name)).isEqualTo(duty);
  }

  @Test
  void parsesTheNamesAndTimesOfAllThreads(@TempDir Path root) {
    KernelFiles files =
        new FakeKernel(root)
            .with("proc/self/task/11/comm", "java\n")
            .with("proc/self/task/11/schedstat", "5 6 7\n")
            .with("proc/self/task/12/comm", "G1 Conc#0\n")
            .with("proc/self/task/12/schedstat", "8 9 1\n")
            .with("proc/self/task/13/comm", "half gone\n")
            .files();

    assertThat(ThreadTimes.read(files))
        .contains(times(11, work(5, 6), 12, new ThreadTime(Duty.COLLECT, 8, 9)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1 2", "1 2 3 4", "-1 2 3", "a b c", "1 2e3 3", "99999999999999999999 1 1", "1 99999999999999999999 1", "\u0661 2 3"})
  void anythingElseIsNoTime(String schedstat) {
    assertThat(ThreadTime.parse("java", schedstat)).isEmpty();
  }

  @Test
  void noThreadsAreEmpty(@TempDir Path root) {
    assertThat(ThreadTimes.read(new KernelFiles(root))).isEmpty();
  }

  @Test
  void timesOfDutiesAreKeptApart() {
    ThreadTimes before = times(1, work(100, 10), 2, new ThreadTime(Duty.COLLECT, 50, 5), 3, new ThreadTime(Duty.COMPILE, 70, 7));
    ThreadTimes after = times(1, work(130, 14), 2, new ThreadTime(Duty.COLLECT, 55, 6), 3, new ThreadTime(Duty.COMPILE, 79, 9));

    assertThat(after.since(before)).isEqualTo(new ThreadCost(5, 9, 30, 4, 0));
  }

  @Test
  void threadsOfOneDutyAreAddedUp() {
    ThreadTimes before = times(1, new ThreadTime(Duty.COLLECT, 1, 0), 2, new ThreadTime(Duty.COLLECT, 2, 0));
    ThreadTimes after = times(1, new ThreadTime(Duty.COLLECT, 11, 0), 2, new ThreadTime(Duty.COLLECT, 22, 0));

    assertThat(after.since(before).collectorNanos()).isEqualTo(30);
  }

  @Test
  void newThreadCountsFromItsBeginningAndOneThatEndedIsCounted() {
    assertThat(times(2, work(40, 4)).since(times(1, work(100, 10)))).isEqualTo(new ThreadCost(0, 0, 40, 4, 1));
  }

  @Test
  void anotherThreadWithTheNumberOfOneThatEndedCountsFromItsBeginning() {
    assertThat(times(1, work(40, 4)).since(times(1, work(100, 10)))).isEqualTo(new ThreadCost(0, 0, 40, 4, 0));
    assertThat(times(1, new ThreadTime(Duty.COMPILE, 140, 40)).since(times(1, work(100, 10))).compilerNanos()).isEqualTo(140);
  }
}
