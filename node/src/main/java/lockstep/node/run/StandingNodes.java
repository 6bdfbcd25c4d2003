package lockstep.node.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import lockstep.node.fork.Json;
import lockstep.node.result.ExitCode;
import tools.jackson.core.JacksonException;

/**
 * What is kept of a cluster that is up on this machine, for whoever wants to use it or end it.
 *
 * @param process the process that keeps its nodes
 * @param begun when that began, in milliseconds of the epoch: another process may get its number later
 * @param address whom runs join, as {@code host:port}
 * @param nodes how many there are
 */
public record StandingNodes(long process, long begun, String address, int nodes) {

  private static final String FILE = "cluster.json";

  /** Where they are kept. */
  public static Path folder(Path home) {
    return home.resolve(".lockstep").resolve("cluster");
  }

  /** Those that are up; empty when none are, or when the process that kept them is gone. */
  public static Optional<StandingNodes> up(Path folder) {
    try {
      StandingNodes read = Json.read(Files.readString(folder.resolve(FILE)), StandingNodes.class);
      return read.handle().map(_ -> read);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | JacksonException e) {
      throw new Refusal(ExitCode.UNAVAILABLE, folder.resolve(FILE) + " cannot be read; remove it: " + e.getMessage(), e);
    }
  }

  /** The process that keeps the nodes, while it lives. */
  public Optional<ProcessHandle> handle() {
    return ProcessHandle.of(process).filter(ProcessHandle::isAlive).filter(handle -> begun(handle) == begun);
  }

  /** When a process began, in milliseconds of the epoch; 0 when that is not known. */
  public static long begun(ProcessHandle handle) {
    return handle.info().startInstant().map(instant -> instant.toEpochMilli()).orElse(0L);
  }

  /** Keeps them. */
  public void keep(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path partial = folder.resolve("." + FILE + ".partial");
    Files.writeString(partial, Json.line(this));
    Files.move(partial, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Forgets what is kept. */
  public static void forget(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
  }
}
