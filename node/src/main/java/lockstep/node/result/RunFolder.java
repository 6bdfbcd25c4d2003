package lockstep.node.result;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * The folder of a run: {@code results/<scenario>/<UTC>-<shortid>}. It is filled under a hidden name, and renamed when the run
 * is complete; so whoever sees a run sees all of it.
 */
public final class RunFolder implements AutoCloseable {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int ID_BYTES = 3;

  private static final String PARTIAL = ".partial";

  private final Path parent;
  private final String id;
  private final Path hidden;
  private final FolderLock lock;

  /**
   * Makes the folder, hidden, and deletes hidden ones of the same scenario whose process was killed.
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
      if (!folder.equals(hidden) && FolderLock.isAbandoned(folder)) {
        delete(folder);
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

  /** Writes a file, whole or not at all; its name may begin with folders. */
  public void write(String name, String text) throws IOException {
    Path file = hidden.resolve(name);
    Files.createDirectories(file.getParent());
    Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
    Files.writeString(partial, text);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Shows the folder under its name, and has {@code latest} point to it.
   *
   * @return where it is
   */
  public Path publish() throws IOException {
    deleteEmptyLogs();
    lock.deleteFile();
    Path shown = Files.move(hidden, parent.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    Path link = parent.resolve("." + id + ".latest");
    Files.createSymbolicLink(link, Path.of(id));
    Files.move(link, parent.resolve("latest"), StandardCopyOption.ATOMIC_MOVE);
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

  /** Deletes the folder unless it was published. */
  @Override
  public void close() throws IOException {
    try (lock) {
      if (Files.exists(hidden)) {
        delete(hidden);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }
        });
    Files.delete(folder);
  }
}
