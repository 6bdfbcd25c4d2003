package lockstep.engine.instrument;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A root folder with files as a kernel would write them. */
record FakeKernel(Path root) {

  /** Writes a file, and the folders that it is in. */
  FakeKernel with(String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KernelFiles files() {
    return new KernelFiles(root);
  }
}
