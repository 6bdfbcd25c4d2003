package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventModels;
import lockstep.engine.event.Horizon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots on disk, and what is wrong with some of them. */
final class SnapshotFilesTest {

  private static final Origin ORIGIN = new Origin("version 1\nmodel a\nseed 42");
  private static final long[] WORDS = {7, -1, Long.MIN_VALUE, 0};

  @TempDir Path folder;
  private SnapshotFiles files;

  @BeforeEach
  void setUp() {
    files = new SnapshotFiles(folder);
  }

  private void write(long round, long before, int partition, Origin origin) throws IOException {
    files.write(new SnapshotFile(origin, Snapshot.of(round, before, partition, WORDS), 1_000 * round + partition));
  }

  private void writeRound(long round, long before) throws IOException {
    write(round, before, 0, ORIGIN);
    write(round, before, 1, ORIGIN);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private Kept newest() throws IOException {
    return files.newest(ORIGIN, 2);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    write(30, 10, 5, ORIGIN);
    SnapshotFile read = files.read(30, 5, ORIGIN);
    assertThat(read.origin()).isEqualTo(ORIGIN);
    assertThat(read.elapsedNanos()).isEqualTo(30_005);
    assertThat(read.snapshot().words()).containsExactly(WORDS);
    assertThat(List.of(read.snapshot().round(), read.snapshot().before())).containsExactly(30L, 10L);
    assertThat(names()).containsExactly("partition-00005-round-000000000030.snapshot");
  }

  @Test
  void aFileThatIsCutOffAnywhereIsRefused() throws IOException {
    write(30, 10, 0, ORIGIN);
    byte[] whole = Files.readAllBytes(files.file(30, 0));
    for (int length = 0; length < whole.length; length++) {
      Files.write(files.file(30, 0), Arrays.copyOf(whole, length));
      assertThatIOException().as("%d bytes", length).isThrownBy(() -> files.read(30, 0, ORIGIN));
    }
    Files.write(files.file(30, 0), Arrays.copyOf(whole, whole.length + 1));
    assertThatIOException().isThrownBy(() -> files.read(30, 0, ORIGIN)).withMessage("its checksum is wrong");
  }

  @Test
  void aFileWithAnyOtherBitIsRefused() throws IOException {
    write(30, 10, 0, ORIGIN);
    byte[] whole = Files.readAllBytes(files.file(30, 0));
    for (int bit = 0; bit < Byte.SIZE * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Files.write(files.file(30, 0), damaged);
      assertThatIOException().as("bit %d", bit).isThrownBy(() -> files.read(30, 0, ORIGIN));
    }
  }

  @Test
  void aFileOfAnotherSchemaSaysSo() throws IOException {
    write(30, 10, 0, ORIGIN);
    byte[] other = Files.readAllBytes(files.file(30, 0));
    ByteBuffer.wrap(other).putInt(Long.BYTES, 9);
    Files.write(files.file(30, 0), other);
    assertThatIOException().isThrownBy(() -> files.read(30, 0, ORIGIN)).withMessage("it has schema 9, not " + SnapshotFile.SCHEMA);
    Files.write(files.file(30, 0), new byte[100]);
    assertThatIOException().isThrownBy(() -> files.read(30, 0, ORIGIN)).withMessage("it is no snapshot");
  }

  @Test
  void aFileUnderAnotherNameIsRefused() throws IOException {
    write(30, 10, 0, ORIGIN);
    Files.move(files.file(30, 0), files.file(30, 1));
    assertThatIOException().isThrownBy(() -> files.read(30, 1, ORIGIN)).withMessage("it is of partition 0 and round 30");
  }

  @Test
  void theNewestRoundThatIsWholeIsFound() throws IOException {
    assertThat(newest()).isEqualTo(new Kept(ORIGIN, Stage.FROM_THE_FIRST, 0, List.of()));
    writeRound(10, -1);
    writeRound(20, 10);
    write(30, 20, 0, ORIGIN);
    assertThat(newest()).isEqualTo(new Kept(ORIGIN, 20, 20_001, List.of()));
  }

  @Test
  void aRoundThatIsDamagedIsPassedOverForTheOneBefore() throws IOException {
    writeRound(10, -1);
    writeRound(20, 10);
    Files.write(files.file(20, 1), new byte[] {1, 2, 3});
    assertThat(newest()).isEqualTo(new Kept(ORIGIN, 10, 10_001, List.of("partition-00001-round-000000000020.snapshot: it is cut off")));
  }

  @Test
  void whatIsOfSomethingElseIsRefusedAndSaysOfWhat() throws IOException {
    writeRound(10, -1);
    for (String other : List.of("version 2\nmodel a\nseed 42", "version 1\nmodel b\nseed 42", "version 1\nmodel a\nseed 43")) {
      Kept kept = files.newest(new Origin(other), 2);
      assertThat(kept.round()).isEqualTo(Stage.FROM_THE_FIRST);
      assertThat(kept.passedOver()).singleElement().asString().startsWith("partition-00000-round-000000000010.snapshot: it is of ");
    }
    assertThat(files.newest(new Origin("version 1\nmodel a\nseed 43"), 2).passedOver().getFirst()).endsWith("it is of seed 42, not of seed 43");
    assertThat(files.newest(ORIGIN, 3).round()).as("of more partitions").isEqualTo(Stage.FROM_THE_FIRST);
  }

  @Test
  void whatAssignmentsDifferInDiffersInTheirOrigins() {
    Horizon horizon = Horizon.until(300);
    Origin origin = Origin.of("1", EventAssignment.of(EventModels.ties(), 1, horizon, 4, 5), Nodes.RECIPE);
    assertThat(Origin.of("1", EventAssignment.of(EventModels.ties(), 1, horizon, 2, 5), new Recipe(9, "a model"))).isEqualTo(origin);
    assertThat(
            Stream.of(
                Origin.of("2", EventAssignment.of(EventModels.ties(), 1, horizon, 4, 5), Nodes.RECIPE),
                Origin.of("1", EventAssignment.of(EventModels.ties(), 1, horizon, 4, 5), new Recipe(3, "another")),
                Origin.of("1", EventAssignment.of(EventModels.ties(), 2, horizon, 4, 5), Nodes.RECIPE),
                Origin.of("1", EventAssignment.of(EventModels.ties(), 1, Horizon.until(301), 4, 5), Nodes.RECIPE),
                Origin.of("1", EventAssignment.of(EventModels.ties(), 1, horizon, 4, 6), Nodes.RECIPE))
            .map(other -> other.difference(origin).orElseThrow().split(" ", -1)[3]))
        .containsExactly("version", "model", "seed", "end", "6");
  }

  @Test
  void whatNobodyGoesOnFromIsDeletedAndNothingElse() throws IOException {
    writeRound(10, -1);
    writeRound(20, 10);
    write(50, 10, 0, ORIGIN);
    writeRound(30, 20);
    assertThat(names())
        .as("what somebody wrote who had been given up stays")
        .containsExactly(
            "partition-00000-round-000000000020.snapshot",
            "partition-00000-round-000000000030.snapshot",
            "partition-00000-round-000000000050.snapshot",
            "partition-00001-round-000000000020.snapshot",
            "partition-00001-round-000000000030.snapshot");
  }

  @Test
  void clearingLeavesWhatIsNotOurs() throws IOException {
    writeRound(10, -1);
    Files.createFile(folder.resolve(".partition-00001-round-000000000020.snapshot.partial"));
    Files.createFile(folder.resolve("notes.txt"));
    assertThat(files.isEmpty()).isFalse();
    files.clear();
    assertThat(files.isEmpty()).isTrue();
    assertThat(names()).containsExactly("notes.txt");
  }
}
