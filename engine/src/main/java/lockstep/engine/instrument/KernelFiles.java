package lockstep.engine.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files in which a kernel tells about itself. What is missing, or cannot be read, is empty.
 *
 * @param root where {@code proc} and {@code sys} are
 */
public record KernelFiles(Path root) {

  /** Those of this machine. */
  public static final KernelFiles SYSTEM = new KernelFiles(Path.of("/"));

  /** Far more than any of them holds, on the largest machines. */
  private static final int MOST_BYTES = 1 << 22;

  /** The text of a file, by its path below the root. */
  Optional<String> text(String path) {
    try (InputStream in = Files.newInputStream(root.resolve(path))) {
      // A thread may have any bytes as its name.
      return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What a folder holds, by name. */
  List<String> names(String folder) {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
