package lockstep.node.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {

  private static final String SNAPSHOT = "partition-00000-round-000000000050.snapshot";

  @TempDir Path temporary;
  private Path results;

  @BeforeEach
  void setUp() {
    results = temporary.resolve("not/yet/there");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(results.resolve("bank"))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void isHiddenUntilItIsPublishedWhole() throws IOException {
    try (RunFolder folder = new RunFolder(results, "bank")) {
      folder.write("result.json", "{}");
      assertThat(names()).containsExactly("." + folder.id() + ".partial");

      Path shown = folder.publish();

      assertThat(shown).isEqualTo(results.resolve("bank").resolve(folder.id()));
      assertThat(shown.resolve("result.json")).hasContent("{}");
      assertThat(names()).containsExactly(folder.id(), "latest");
    }
    assertThat(names()).as("closing keeps what is published").hasSize(2);
  }

  @Test
  void idIsTheTimeInUtcAndAFewDigits() throws IOException {
    try (RunFolder one = new RunFolder(results, "bank");
        RunFolder two = new RunFolder(results, "bank")) {
      assertThat(one.id()).matches("\\d{8}T\\d{6}Z-[0-9a-f]{6}").isNotEqualTo(two.id());
    }
  }

  @Test
  void latestPointsToTheNewestRunByARelativeLink() throws IOException {
    for (int run = 0; run < 2; run++) {
      try (RunFolder folder = new RunFolder(results, "bank")) {
        folder.publish();
        assertThat(Files.readSymbolicLink(results.resolve("bank/latest"))).isEqualTo(Path.of(folder.id()));
      }
    }
    assertThat(names()).hasSize(3).noneMatch(name -> name.startsWith("."));
  }

  @Test
  void keepsOnlyLogsThatSaySomething() throws IOException {
    try (RunFolder folder = new RunFolder(results, "bank")) {
      Files.createFile(folder.log(1));
      Files.writeString(folder.log(2), "last words");

      Path shown = folder.publish();

      assertThat(shown.resolve("fork-001.log")).doesNotExist();
      assertThat(shown.resolve("fork-002.log")).hasContent("last words");
    }
  }

  @Test
  void closingDeletesWhatWasNotPublished() throws IOException {
    try (RunFolder folder = new RunFolder(results, "bank")) {
      folder.write("result.json", "{}");
      Files.createFile(folder.log(1));
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void leavesOtherRunsAlone() throws IOException {
    try (RunFolder other = new RunFolder(results, "bank")) {
      new RunFolder(results, "bank").close();
      assertThat(names()).containsExactly("." + other.id() + ".partial");
    }
  }

  /** As a process that was killed left it: its lock is gone with it, the lock's file is not. */
  @Test
  void deletesFoldersThatTheirProcessLeftBehindAndNoOthers() throws IOException {
    try (RunFolder alive = new RunFolder(results, "bank")) {
      Path abandoned = Files.createDirectory(results.resolve("bank/.20260131T120000Z-0a1b2c.partial"));
      Files.createFile(abandoned.resolve(".lock"));
      Files.writeString(abandoned.resolve("fork-001.log"), "last words");
      Path beginning = Files.createDirectory(results.resolve("bank/.20260131T120000Z-0a1b2d.partial"));

      new RunFolder(results, "bank").close();

      assertThat(abandoned).doesNotExist();
      assertThat(beginning).as("without a lock yet").exists();
      assertThat(names()).contains("." + alive.id() + ".partial");
      assertThat(alive.publish()).isEmptyDirectory();
    }
  }

  @Test
  void cannotBeMadeBelowARegularFile() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThatIOException().isThrownBy(() -> new RunFolder(file.resolve("results"), "bank").close());
  }

  @Test
  void keepsForksOfARunThatWasNotPublishedUntilItIsContinued() throws IOException {
    Environment here = Environment.read("1", temporary);
    ForkResult fork = ForkSample.sequential().measured();
    try (RunFolder folder = new RunFolder(results, "bank")) {
      folder.write("scenario.conf", "a");
      folder.forks().begin(here);
      folder.forks().add(fork);
      folder.forks().add(ForkSample.sequential().without(Status.INTERRUPTED, "ended"));
      assertThat(InterruptedRun.of(results, "bank")).as("it goes on").isEmpty();
    }
    new RunFolder(results, "bank").close();

    List<InterruptedRun> interrupted = InterruptedRun.of(results, "bank");

    assertThat(interrupted).hasSize(1);
    InterruptedRun run = interrupted.getFirst();
    assertThat(run.ended()).isEqualTo(1);
    assertThat(run.difference(Map.of("scenario.conf", "a"), here)).isEmpty();
    assertThat(run.difference(Map.of("scenario.conf", "b"), here)).get().asString().startsWith("scenario.conf is not what it was");
    assertThat(run.difference(Map.of("graph.txt", "b"), here)).contains("graph.txt was no part of it");
    assertThat(run.difference(Map.of(), Environment.read("2", temporary))).contains("version was 1, is 2");
    try (RunFolder next = new RunFolder(results, "bank")) {
      assertThat(run.continueIn(next)).containsExactly(Map.entry(1, fork));
      next.forks().begin(here);
      Path shown = next.publish(true);
      run.isContinued();
      assertThat(shown).isEmptyDirectory();
    }
    assertThat(names()).hasSize(2).noneMatch(name -> name.startsWith("."));
  }

  private static void snapshot(RunFolder folder, int position) throws IOException {
    Files.writeString(folder.forks().snapshots(position).resolve(SNAPSHOT), "words");
  }

  @Test
  void keepsWhatNodesHaveOnDiskOfAForkThatHasNotEndedUntilItHas() throws IOException {
    Environment here = Environment.read("1", temporary);
    try (RunFolder folder = new RunFolder(results, "bank")) {
      folder.forks().begin(here);
      snapshot(folder, 1);
    }
    new RunFolder(results, "bank").close();
    InterruptedRun run = InterruptedRun.of(results, "bank").getFirst();
    assertThat(run.ended()).isZero();
    try (RunFolder next = new RunFolder(results, "bank")) {
      assertThat(run.continueIn(next)).isEmpty();
      assertThat(next.forks().snapshots(1).resolve(SNAPSHOT)).hasContent("words");
      assertThat(run.folder().resolve("kept/snapshots-00001").resolve(SNAPSHOT)).as("in both until one of them ends").hasContent("words");
      next.forks().begin(here);
      next.forks().add(ForkSample.sequential().measured());
      Path shown = next.publish(false);
      run.isContinued();
      assertThat(shown.resolve("kept/fork-00001.json")).exists();
      assertThat(shown.resolve("kept/snapshots-00001")).doesNotExist();
    }
    assertThat(names()).hasSize(2).noneMatch(name -> name.startsWith("."));
  }

  @Test
  void aForkThatLostPartitionsGoesOnIfTheyAreOnDisk() throws IOException {
    ForkResult lost = ForkSample.sequential().withFinding(Finding.LOST_PARTITIONS, 2, "2 to 3").without(Status.FAILED, "node 2 was killed");
    try (RunFolder folder = new RunFolder(results, "bank")) {
      assertThat(folder.forks().isToGoOn(lost)).isFalse();
      folder.forks().snapshots(lost.position());
      assertThat(folder.forks().isToGoOn(lost)).as("nothing is there").isFalse();
      snapshot(folder, lost.position());
      assertThat(folder.forks().isToGoOn(lost)).isTrue();
      assertThat(folder.forks().isToGoOn(ForkSample.sequential().without(Status.FAILED, "broke"))).isFalse();
      folder.forks().begin(Environment.read("1", temporary));
      folder.forks().add(lost);
      assertThat(folder.publish(false).resolve("kept/fork-00001.json")).doesNotExist();
    }
    assertThat(InterruptedRun.of(results, "bank")).hasSize(1);
  }
}
