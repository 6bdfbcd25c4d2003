package lockstep.node.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * The folder of a run: {@code results/<scenario>/<UTC>-<shortid>}. It is filled under a hidden name, and renamed when the run
 * is complete; so whoever sees a run sees all of it. Until then every fork that ends is kept in it at once ({@link KeptForks}), so that a
 * run whose process was killed can be continued.
 */
public final class RunFolder implements AutoCloseable {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int ID_BYTES = 3;

  static final String PARTIAL = ".partial";

  private final Path parent;
  private final String id;
  private final Path hidden;
  private final FolderLock lock;

  /**
   * Makes the folder, hidden, and deletes hidden ones of the same scenario whose process was killed before a fork had ended.
   *
   * @param results the folder of all results
   * @throws IOException when it cannot be made
   */
  public RunFolder(Path results, String scenario) throws IOException {
    byte[] random = new byte[ID_BYTES];
    new SecureRandom().nextBytes(random);
    this.id = TIME.format(Instant.now()) + "-" + HexFormat.of().formatHex(random);
    this.parent = results.resolve(scenario);
    this.hidden = parent.resolve("." + id + PARTIAL);
    Files.createDirectories(hidden);
    this.lock = FolderLock.take(hidden);
    deleteAbandoned();
  }

  private void deleteAbandoned() throws IOException {
    try (var folders = Files.newDirectoryStream(parent, ".*" + PARTIAL)) {
      for (Path folder : folders) {
        deleteIfAbandoned(folder);
      }
    }
  }

  private void deleteIfAbandoned(Path folder) {
    try {
      if (!folder.equals(hidden) && FolderLock.isAbandoned(folder) && KeptForks.in(folder).isEmpty()) {
        WholeFile.deleteFolder(folder);
      }
    } catch (IOException e) {
      // Another run deletes it at this moment, or the next one will: it is no part of this run.
    }
  }

  /** The run's id. */
  public String id() {
    return id;
  }

  /** Where the log of a fork goes: the how manieth of the run, from 1. */
  public Path log(int position) {
    return hidden.resolve("fork-%03d.log".formatted(position));
  }

  /** The forks that have ended. */
  public KeptForks forks() {
    return new KeptForks(hidden);
  }

  /** Writes a file, whole or not at all; its name may begin with folders. */
  public void write(String name, String text) throws IOException {
    WholeFile.write(hidden.resolve(name), text);
  }

  /** Shows the folder of a complete run. */
  public Path publish() throws IOException {
    return publish(true);
  }

  /**
   * Shows the folder under its name, and has {@code latest} point to it. It can be continued until the very end, whenever the process is
   * killed.
   *
   * @param complete whether nothing is left to continue
   * @return where it is
   */
  public Path publish(boolean complete) throws IOException {
    deleteEmptyLogs();
    Path shown = Files.move(hidden, parent.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    Path link = parent.resolve("." + id + ".latest");
    Files.createSymbolicLink(link, Path.of(id));
    Files.move(link, parent.resolve("latest"), StandardCopyOption.ATOMIC_MOVE);
    if (complete) {
      new KeptForks(shown).delete();
    }
    lock.deleteFile(shown);
    return shown;
  }

  private void deleteEmptyLogs() throws IOException {
    try (var files = Files.newDirectoryStream(hidden, "*.log")) {
      for (Path log : files) {
        if (Files.size(log) == 0) {
          Files.delete(log);
        }
      }
    }
  }

  /** Deletes the folder unless it was published, or has forks that have ended: then it can be continued. */
  @Override
  public void close() throws IOException {
    try (lock) {
      if (Files.exists(hidden) && forks().isEmpty()) {
        WholeFile.deleteFolder(hidden);
      }
    }
  }
}
