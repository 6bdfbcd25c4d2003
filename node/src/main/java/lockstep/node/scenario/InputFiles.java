package lockstep.node.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The files that parameters of a scenario name, such as a graph: each is read once, and none lies outside the scenario's folder, neither
 * by its name nor after symbolic links.
 */
final class InputFiles implements UnaryOperator<String> {

  /** All files of a scenario together. */
  static final int LARGEST_BYTES = 64 << 20;

  private final Path folder;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private int bytesLeft = LARGEST_BYTES;

  /**
   * @param scenario the scenario's file
   */
  InputFiles(Path scenario) {
    Path parent = scenario.toAbsolutePath().getParent();
    this.folder = parent == null ? scenario.toAbsolutePath() : parent;
  }

  /** What has been read, from names to texts. */
  Map<String, String> texts() {
    return Map.copyOf(texts);
  }

  /**
   * What is in a file.
   *
   * @throws IllegalArgumentException with the rule that it breaks
   */
  @Override
  public String apply(String name) {
    return texts.computeIfAbsent(name, this::read);
  }

  private String read(String name) {
    try {
      Path file = folder.resolve(name);
      if (!Files.exists(file)) {
        throw new IllegalArgumentException("must be a file that is there, got " + Echo.of(name));
      }
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw new IllegalArgumentException(
            "must stay in the scenario's folder, also after symbolic links, got " + Echo.of(name));
      }
      Problems problems = new Problems(Source.file(name));
      Optional<String> text =
          ScenarioFile.text(
              file, bytesLeft, "is larger than the files of a scenario may be, 64 MiB together", Source.file(name), problems);
      bytesLeft -= (int) Math.min(bytesLeft, Files.size(file));
      if (text.isEmpty()) {
        throw new IllegalArgumentException(problems.first().toString());
      }
      return text.get();
    } catch (InvalidPathException | IOException e) {
      throw new IllegalArgumentException("must be the name of a file, got " + Echo.of(name), e);
    }
  }
}
