package lockstep.node.result;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import lockstep.cluster.node.SnapshotFiles;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.Json;
import tools.jackson.core.JacksonException;

/**
 * The forks of a run that have ended, one file for each, in its folder {@code kept}, and what nodes have on disk of one that has not: what
 * is left of a run that was interrupted. It may be continued once {@link #begin} has said on which machine; a folder without that is no
 * more than a beginning.
 */
public final class KeptForks {

  private static final String FOLDER = "kept";
  private static final String ENVIRONMENT = "environment.json";
  private static final String FORKS = "fork-*.json";
  private static final String SNAPSHOTS = "snapshots-";

  private final Path run;
  private final Path folder;

  KeptForks(Path run) {
    this.run = run;
    this.folder = run.resolve(FOLDER);
  }

  /** Those in a run's folder; empty when there is nothing to continue. */
  static Optional<KeptForks> in(Path run) throws IOException {
    KeptForks kept = new KeptForks(run);
    return kept.isEmpty() ? Optional.empty() : Optional.of(kept);
  }

  /** Keeps a fork that has ended, and deletes what its nodes have on disk. */
  public void add(ForkResult fork) throws IOException {
    if (!isToGoOn(fork)) {
      WholeFile.write(folder.resolve("fork-%05d.json".formatted(fork.position())), Json.line(fork) + "\n");
      if (Files.exists(snapshotsOf(fork.position()))) {
        WholeFile.deleteFolder(snapshotsOf(fork.position()));
      }
    }
  }

  /** Whether a fork has not come to its end: somebody ended it, or nodes were lost, and what they had come to is on disk. */
  public boolean isToGoOn(ForkResult fork) throws IOException {
    return fork.status() == Status.INTERRUPTED
        || (fork.findings().stream().anyMatch(finding -> finding.kind().equals(Finding.LOST_PARTITIONS)) && hasSnapshots(snapshotsOf(fork.position())));
  }

  /** The folder for what the nodes of a fork have on disk: it is there until the fork is added. */
  public Path snapshots(int position) throws IOException {
    return Files.createDirectories(snapshotsOf(position));
  }

  private Path snapshotsOf(int position) {
    return folder.resolve(SNAPSHOTS + "%05d".formatted(position));
  }

  private static boolean hasSnapshots(Path ofFork) throws IOException {
    return Files.isDirectory(ofFork) && !new SnapshotFiles(ofFork).isEmpty();
  }

  /** The folders of forks whose nodes have anything on disk. */
  private List<Path> snapshots() throws IOException {
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (var found = Files.newDirectoryStream(folder, SNAPSHOTS + "*")) {
        for (Path ofFork : found) {
          if (hasSnapshots(ofFork)) {
            folders.add(ofFork);
          }
        }
      }
    }
    return folders;
  }

  /** Has another run have what the nodes of forks have on disk here, as well. Files that are never changed can be the same ones. */
  void giveSnapshots(KeptForks other) throws IOException {
    for (Path ofFork : snapshots()) {
      Path target = Files.createDirectories(other.folder.resolve(Objects.requireNonNull(ofFork.getFileName())));
      try (var files = Files.newDirectoryStream(ofFork, "*.snapshot")) {
        for (Path file : files) {
          give(file, target.resolve(Objects.requireNonNull(file.getFileName())));
        }
      }
    }
  }

  private static void give(Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(file, target);
    }
  }

  /** From now on the run can be continued, on the same machine by the same program. */
  public void begin(Environment environment) throws IOException {
    WholeFile.write(folder.resolve(ENVIRONMENT), Json.line(environment) + "\n");
  }

  /** Where they were measured. */
  Environment environment() throws IOException {
    return read(folder.resolve(ENVIRONMENT), Environment.class);
  }

  /** All of them, by their positions in the run. */
  SortedMap<Integer, ForkResult> byPosition() throws IOException {
    SortedMap<Integer, ForkResult> forks = new TreeMap<>();
    for (Path file : files()) {
      ForkResult fork = read(file, ForkResult.class);
      forks.put(fork.position(), fork);
    }
    return forks;
  }

  /** How many there are. */
  int count() throws IOException {
    return files().size();
  }

  /** Whether there is nothing to continue. */
  boolean isEmpty() throws IOException {
    return !Files.exists(folder.resolve(ENVIRONMENT)) || (files().isEmpty() && snapshots().isEmpty());
  }

  /** Nothing is left to continue. What says that there is goes first. */
  void delete() throws IOException {
    Files.deleteIfExists(folder.resolve(ENVIRONMENT));
    if (Files.exists(folder)) {
      WholeFile.deleteFolder(folder);
    }
  }

  /** The run's folder. */
  Path run() {
    return run;
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (var found = Files.newDirectoryStream(folder, FORKS)) {
        found.forEach(files::add);
      }
    }
    return files;
  }

  private static <T> T read(Path file, Class<T> type) throws IOException {
    try {
      return Json.read(Files.readString(file), type);
    } catch (JacksonException e) {
      throw new IOException(file + " is no file of a run that this program can continue", e);
    }
  }
}
