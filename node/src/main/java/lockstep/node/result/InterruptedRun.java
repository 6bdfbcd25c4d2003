package lockstep.node.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A run that ended before all its forks had: its process was killed, and it is hidden; or it was ended by Ctrl-C, and is shown.
 *
 * @param id of the run
 * @param forks those that have ended
 */
public record InterruptedRun(String id, KeptForks forks) {

  /** Those of a scenario, the newest first. A run that goes on is none. */
  public static List<InterruptedRun> of(Path results, String scenario) throws IOException {
    List<InterruptedRun> runs = new ArrayList<>();
    Path parent = results.resolve(scenario);
    if (Files.isDirectory(parent)) {
      try (var folders = Files.newDirectoryStream(parent, folder -> Files.isDirectory(folder) && !Files.isSymbolicLink(folder))) {
        for (Path folder : folders) {
          in(folder).ifPresent(runs::add);
        }
      }
    }
    runs.sort(Comparator.comparing(InterruptedRun::id).reversed());
    return runs;
  }

  private static Optional<InterruptedRun> in(Path folder) throws IOException {
    String name = String.valueOf(folder.getFileName());
    boolean hidden = name.startsWith(".");
    if (hidden && !FolderLock.isAbandoned(folder)) {
      return Optional.empty();
    }
    String id = hidden ? name.substring(1).replace(RunFolder.PARTIAL, "") : name;
    return KeptForks.in(folder).map(forks -> new InterruptedRun(id, forks));
  }

  /** How many of its forks have ended. */
  public int ended() throws IOException {
    return forks.count();
  }

  /** Its folder. */
  public Path folder() {
    return forks.run();
  }

  /**
   * Why it cannot be continued: what differs first; empty when nothing does.
   *
   * @param files what the run would be made of, from names to texts
   */
  public Optional<String> difference(Map<String, String> files, Environment now) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      try {
        if (!Files.readString(forks.run().resolve(file.getKey())).equals(file.getValue())) {
          return Optional.of(file.getKey() + " is not what it was (" + forks.run().resolve(file.getKey()) + ")");
        }
      } catch (NoSuchFileException e) {
        return Optional.of(file.getKey() + " was no part of it");
      }
    }
    return EnvironmentDifference.first(forks.environment(), now, true);
  }

  /**
   * Has a new run begin with the forks of this one, their logs, and what nodes have on disk of one that has not ended.
   *
   * @return the forks, by their positions
   */
  public SortedMap<Integer, ForkResult> continueIn(RunFolder folder) throws IOException {
    SortedMap<Integer, ForkResult> all = forks.byPosition();
    for (ForkResult fork : all.values()) {
      copyLogs(folder.log(fork.position()));
      folder.forks().add(fork);
    }
    forks.giveSnapshots(folder.forks());
    return all;
  }

  /** Those of the fork and of its nodes, which begin alike. */
  private void copyLogs(Path target) throws IOException {
    String name = String.valueOf(target.getFileName()).replaceFirst("\\.log$", "");
    try (var logs = Files.newDirectoryStream(forks.run(), name + "*.log")) {
      for (Path log : logs) {
        Files.copy(log, target.resolveSibling(Objects.requireNonNull(log.getFileName())), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Another run has all of it now: a hidden one is deleted, one that is shown cannot be continued any more. */
  public void isContinued() throws IOException {
    if (String.valueOf(forks.run().getFileName()).startsWith(".")) {
      WholeFile.deleteFolder(forks.run());
    } else {
      forks.delete();
    }
  }
}
