package lockstep.cluster.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The snapshots of an assignment in a folder, a file for each partition and round. A file is there whole or not at all, and nothing else
 * is written: what can be gone on from is found by looking at all of them. Several processes may write, each its own partitions.
 *
 * @param folder that exists
 */
public record SnapshotFiles(Path folder) {

  private static final Pattern NAME = Pattern.compile("partition-(\\d{1,9})-round-(\\d{1,18})\\.snapshot");
  private static final String PARTIAL = ".partial";

  /** Whether there is none. */
  public boolean isEmpty() throws IOException {
    return byRound().isEmpty();
  }

  /** Deletes all of them, and what was not written whole. */
  void clear() throws IOException {
    try (var files = Files.newDirectoryStream(folder, file -> isOurs(String.valueOf(file.getFileName())))) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isOurs(String name) {
    return NAME.matcher(name.startsWith(".") ? name.substring(1).replace(PARTIAL, "") : name).matches();
  }

  Path file(long round, int partition) {
    return folder.resolve("partition-%05d-round-%012d.snapshot".formatted(partition, round));
  }

  /**
   * Writes one, and deletes those of the same partition that nobody will go on from: every partition of the round {@link Snapshot#before}
   * it is here. Later ones are left alone: who was given up and comes back may write what others have come beyond, or back from.
   */
  void write(SnapshotFile kept) throws IOException {
    Path file = file(kept.snapshot().round(), kept.snapshot().partition());
    Path partial = file.resolveSibling("." + file.getFileName() + PARTIAL);
    kept.write(partial);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    for (long round : byRound().headMap(kept.snapshot().before(), false).keySet()) {
      Files.deleteIfExists(file(round, kept.snapshot().partition()));
    }
  }

  /**
   * Reads one.
   *
   * @throws IOException when it is not there, is damaged, or is of something else; says so
   */
  SnapshotFile read(long round, int partition, Origin origin) throws IOException {
    SnapshotFile kept = SnapshotFile.read(file(round, partition));
    Optional<String> difference = kept.origin().difference(origin);
    if (difference.isPresent()) {
      throw new IOException(difference.get());
    }
    if (kept.snapshot().round() != round || kept.snapshot().partition() != partition) {
      throw new IOException("it is of partition " + kept.snapshot().partition() + " and round " + kept.snapshot().round());
    }
    return kept;
  }

  /**
   * The newest round of which all partitions are here, and each is as it should be.
   *
   * @param origin what they have to be of
   */
  Kept newest(Origin origin, int partitions) throws IOException {
    List<String> passedOver = new ArrayList<>();
    for (Map.Entry<Long, BitSet> round : byRound().descendingMap().entrySet()) {
      if (round.getValue().nextClearBit(0) < partitions) {
        continue;
      }
      Optional<Long> elapsedNanos = elapsedNanos(round.getKey(), origin, partitions, passedOver);
      if (elapsedNanos.isPresent()) {
        return new Kept(origin, round.getKey(), elapsedNanos.get(), passedOver);
      }
    }
    return new Kept(origin, Stage.FROM_THE_FIRST, 0, passedOver);
  }

  /** How long it took until a round that is here as it should be. */
  private Optional<Long> elapsedNanos(long round, Origin origin, int partitions, List<String> passedOver) {
    long most = 0;
    for (int partition = 0; partition < partitions; partition++) {
      try {
        most = Math.max(most, read(round, partition, origin).elapsedNanos());
      } catch (IOException e) {
        passedOver.add(file(round, partition).getFileName() + ": " + e.getMessage());
        return Optional.empty();
      }
    }
    return Optional.of(most);
  }

  /** Which partitions there are of each round. */
  private NavigableMap<Long, BitSet> byRound() throws IOException {
    NavigableMap<Long, BitSet> rounds = new TreeMap<>();
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          rounds.computeIfAbsent(Long.parseLong(name.group(2)), _ -> new BitSet()).set(Integer.parseInt(name.group(1)));
        }
      }
    }
    return rounds;
  }
}
