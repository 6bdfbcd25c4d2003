package lockstep.node.result;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Says that a folder is in use, as long as the process lives that took it: the system lets go of it whatever ends the process. A
 * folder without the lock's file is never taken for abandoned: it is about to be locked, or about to be shown.
 */
final class FolderLock implements AutoCloseable {

  private static final String FILE = ".lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes a folder that nobody else knows. Where the file system has no locks, the folder is left without one. */
  static FolderLock take(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    FolderLock lock = new FolderLock(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    if (!lock.isTaken()) {
      lock.deleteFile(folder);
    }
    return lock;
  }

  /** Whether the process that took a folder has ended. */
  static boolean isAbandoned(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try (FolderLock lock = new FolderLock(FileChannel.open(file, StandardOpenOption.WRITE))) {
      return lock.isTaken();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Takes the lock if it is free; false when it is not, or cannot be had. */
  private boolean isTaken() {
    try {
      @Nullable FileLock taken = channel.tryLock();
      return taken != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  /** The folder, wherever it is now, is locked until this is closed, but cannot be found to be. */
  void deleteFile(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
