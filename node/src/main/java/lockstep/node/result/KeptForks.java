package lockstep.node.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.Json;
import tools.jackson.core.JacksonException;

/**
 * The forks of a run that have ended, one file for each, in its folder {@code kept}: what is left of a run that was interrupted. They
 * may be continued once {@link #begin} has said on which machine; a folder without that is no more than a beginning.
 */
public final class KeptForks {

  private static final String FOLDER = "kept";
  private static final String ENVIRONMENT = "environment.json";
  private static final String FORKS = "fork-*.json";

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

  /** Keeps a fork that has ended. */
  public void add(ForkResult fork) throws IOException {
    if (fork.status() != Status.INTERRUPTED) {
      WholeFile.write(folder.resolve("fork-%05d.json".formatted(fork.position())), Json.line(fork) + "\n");
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
    return !Files.exists(folder.resolve(ENVIRONMENT)) || files().isEmpty();
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
