package lockstep.node.terminal;

import static lockstep.node.terminal.ResultTableTest.THREADS;
import static lockstep.node.terminal.ResultTableTest.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ForkSample;
import lockstep.node.result.Noisy;
import org.junit.jupiter.api.Test;

/** What a table says of what forks noticed: defects, deadlocks, races, and a machine that was disturbed. */
final class ResultFindingsTest {

  @Test
  void marksLostUpdatesAndTellsHowMany() {
    ForkResult race = THREADS.withDigest(8).withFinding(Finding.LOST_UPDATES, 12, "updates that are gone").measured();

    assertThat(lines(ForkSample.sequential().measured(), race))
        .satisfiesExactly(
            titles -> assertThat(titles).endsWith("same work"),
            baseline -> assertThat(baseline).endsWith("reference"),
            row -> assertThat(row).endsWith("NO, lost"),
            note -> assertThat(note).isEqualTo("threads (ordered, 2 workers) lost-updates, 12:"),
            detail -> assertThat(detail).isEqualTo("  updates that are gone"));
  }

  @Test
  void marksWhatIsSerialisableAndWhatIsNot() {
    ForkResult skewed = THREADS.withSerialisable(1000, false).withFinding(Finding.NOT_SERIALISABLE, 2, "tasks 3 and 4").withSettings(Map.of("owners", "2")).measured();

    assertThat(lines(ForkSample.sequential().withSerialisable(1000, true).measured(), THREADS.withSerialisable(1000, true).measured(), skewed))
        .satisfiesExactly(
            titles -> assertThat(titles).endsWith("same work"),
            baseline -> assertThat(baseline).endsWith("reference"),
            row -> assertThat(row).endsWith("  serialisable"),
            row -> assertThat(row).endsWith("  NO"),
            note -> assertThat(note).isEqualTo("threads (ordered, 2 workers) not-serialisable, 2:"),
            detail -> assertThat(detail).isEqualTo("  tasks 3 and 4"));
  }

  @Test
  void raceThatLostNothingIsMarkedByItsWork() {
    assertThat(lines(ForkSample.sequential().measured(), THREADS.withFinding(Finding.NOTHING_LOST, 0, "nothing").measured()))
        .element(2)
        .asString()
        .endsWith("  yes");
  }

  @Test
  void marksABrokenInvariantEvenWithTheSameDigest() {
    assertThat(lines(ForkSample.sequential().measured(), THREADS.withFinding(Finding.INVARIANT, 1, "money").measured()))
        .element(2)
        .asString()
        .endsWith("  NO");
  }

  @Test
  void tellsADeadlockWorkerByWorker() {
    ForkResult stuck =
        THREADS.withFinding(Finding.DEADLOCK, 2, "worker 0 waits for 1; worker 1 waits for 0").without(Status.DEADLOCK, "no progress");

    assertThat(lines(stuck))
        .satisfiesExactly(
            titles -> assertThat(titles).endsWith("same work"),
            row -> assertThat(row).endsWith("  deadlock").contains("  -  "),
            reason -> assertThat(reason).isEqualTo("threads (ordered, 2 workers) deadlock: no progress"),
            note -> assertThat(note).isEqualTo("threads (ordered, 2 workers) deadlock, 2:"),
            first -> assertThat(first).isEqualTo("  worker 0 waits for 1"),
            second -> assertThat(second).isEqualTo("  worker 1 waits for 0"));
  }

  @Test
  void forkThatDeadlockedWhileItWasTracedIsNotSaidToHaveDoneOtherWork() {
    ForkResult traced = THREADS.withFinding(Finding.DEADLOCK, 2, "while it was traced: worker 0 waits for 1").measured();

    assertThat(lines(ForkSample.sequential().measured(), traced)).anySatisfy(row -> assertThat(row).startsWith("threads ").endsWith("  deadlock"));
  }

  @Test
  void tellsEveryDeadlockInFullEvenWhenTheyAreAlike() {
    ForkSample other = ForkSample.of("actors", "ordered", 2);

    assertThat(
            lines(
                THREADS.withFinding(Finding.DEADLOCK, 1, "worker 0 waits").without(Status.DEADLOCK, "still"),
                other.withFinding(Finding.DEADLOCK, 1, "worker 0 waits").without(Status.DEADLOCK, "still")))
        .filteredOn("  worker 0 waits"::equals)
        .hasSize(2);
  }

  @Test
  void tellsHowManyForksDeadlockedAndBoundsWhatWasNotSeen() {
    ForkSample risky = ForkSample.of("threads", "unordered", 2);
    List<ForkResult> forks = new ArrayList<>();
    for (int number = 1; number <= 10; number++) {
      forks.add(THREADS.withNumber(number).measured());
      forks.add(number <= 4 ? risky.withNumber(number).deadlocked(98, 100) : risky.withNumber(number).measured());
    }
    List<String> lines = lines(forks.toArray(ForkResult[]::new));

    assertThat(lines.subList(lines.size() - 3, lines.size()))
        .containsExactly(
            "engine  workers policy    deadlocks   per fork per million tasks after tasks",
            "threads       2 unordered   4 of 10 12 to 74 %       48.2 to 980      4.60 k",
            "no deadlock in 1 cell, 0 of 10 forks: below 31 % per fork");
    assertThat(lines).filteredOn(line -> line.equals("  worker 0 holds 0 and waits for 1")).as("one is an example").hasSize(1);
    assertThat(lines(THREADS.measured(), THREADS.withNumber(2).measured())).noneMatch(line -> line.contains("deadlock"));
  }

  @Test
  void tellsHowMuchARaceLostAndThatOneThatLostNothingShowsNothing() {
    ForkSample race = ForkSample.of("threads", "unguarded", 2);
    ForkSample quiet = ForkSample.of("virtual-threads", "unguarded", 2).withFinding(Finding.NOTHING_LOST, 0, "nothing");
    List<String> lines =
        lines(
            race.withFinding(Finding.LOST_UPDATES, 60, "gone").measured(),
            race.withFinding(Finding.LOST_UPDATES, 90, "gone").withNumber(2).measured(),
            quiet.measured(),
            quiet.withNumber(2).measured());

    assertThat(lines.subList(lines.size() - 3, lines.size()))
        .satisfiesExactly(
            titles -> assertThat(titles).endsWith("lost in  lost per million updates"),
            row -> assertThat(row).startsWith("threads ").contains("2 of 2").endsWith(" k"),
            row -> assertThat(row).startsWith("virtual-threads ").endsWith("0 of 2     nothing: inconclusive"));
  }

  @Test
  void tellsOnceWhyAnEngineCannot() {
    ForkResult impossible = ForkSample.of("actors", "unguarded", 2).without(Status.NOT_AVAILABLE, "actors offers others");

    assertThat(lines(impossible, ForkSample.of("actors", "unguarded", 4).without(Status.NOT_AVAILABLE, "actors offers others")))
        .satisfiesExactly(
            titles -> assertThat(titles).endsWith("same work"),
            row -> assertThat(row).endsWith("  n/a"),
            row -> assertThat(row).endsWith("  n/a"),
            reason -> assertThat(reason).isEqualTo("n/a: actors offers others"));
  }

  @Test
  void forksThatTheMachineDisturbedAreToldInOneLineACell() {
    ForkResult first = Noisy.of(THREADS.measured());
    ForkResult second = Noisy.of(THREADS.withNumber(2).measured());

    assertThat(lines(ForkSample.sequential().measured(), first, second))
        .filteredOn(line -> line.startsWith("noisy"))
        .containsExactly("noisy: threads (ordered, 2 workers)");
    assertThat(lines(ForkSample.sequential().measured(), THREADS.measured())).noneMatch(line -> line.startsWith("noisy"));
  }
}
