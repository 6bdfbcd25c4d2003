package lockstep.node.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lockstep.node.scenario.HoconIncludes.Include;

/**
 * Reads a scenario file and those that it includes. Each is read once, whoever includes it; none lies outside the scenario's
 * folder, neither by its name nor after symbolic links.
 */
final class ScenarioFiles {

  /** With the scenario's own. */
  static final int MOST_FILES = 32;

  static final int DEEPEST = 8;

  /**
   * What became of a file.
   *
   * @param entries empty when it has problems of its own
   * @param height how deep the includes nest below it
   */
  private record Read(Optional<FileEntries> entries, int height) {}

  /** A file that is being read: its path as the user would name it, and what that leads to. */
  private record Reading(Path named, Path real, Source source) {}

  private final Path path;
  private final Source source;
  private final Problems problems;
  private final Map<Path, Read> done = new HashMap<>();
  private final Deque<Reading> reading = new ArrayDeque<>();
  private int bytesLeft = ScenarioFile.LARGEST_BYTES;

  ScenarioFiles(Path path, Source source, Problems problems) {
    this.path = path;
    this.source = source;
    this.problems = problems;
  }

  /** What the file says, or empty after adding a problem. */
  Optional<FileEntries> read() {
    Optional<String> text = ScenarioFile.text(path, source, problems);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return read(new Reading(path, path.toRealPath(), source), text.get()).entries();
    } catch (IOException e) {
      problems.add(source.problem(0, "", "cannot be read: " + Echo.of(String.valueOf(e.getMessage()))));
      return Optional.empty();
    }
  }

  private Read read(Reading file, String text) {
    bytesLeft -= text.getBytes(StandardCharsets.UTF_8).length;
    Optional<HoconText.Parsed> parsed = HoconText.parseFile(text, file.source(), !reading.isEmpty(), problems);
    reading.push(file);
    int height = 0;
    Optional<FileEntries> entries = Optional.empty();
    if (parsed.isPresent()) {
      FileEntries said = new FileEntries(problems);
      said.add(parsed.get().root(), file.source());
      for (Include include : parsed.get().includes()) {
        Read read = included(file, include);
        height = Math.max(height, 1 + read.height());
        read.entries().ifPresent(said::include);
      }
      entries = Optional.of(said);
    }
    reading.pop();
    Read read = new Read(entries, height);
    done.put(file.real(), read);
    return read;
  }

  private Read included(Reading by, Include include) {
    Optional<Reading> found = found(by, include);
    if (found.isEmpty()) {
      return new Read(Optional.empty(), 0);
    }
    Reading file = found.get();
    if (reading.stream().anyMatch(open -> open.real().equals(file.real()))) {
      return refused(by, include, "must not lead back to a file that is being read");
    }
    Read earlier = done.get(file.real());
    if (reading.size() + (earlier == null ? 0 : earlier.height()) > DEEPEST) {
      return refused(by, include, "must not nest deeper than " + DEEPEST + " files");
    }
    if (earlier != null) {
      return earlier;
    }
    if (done.size() + reading.size() >= MOST_FILES) {
      return refused(by, include, "must be one of at most " + MOST_FILES + " files of a scenario");
    }
    problems.alsoOf(file.source());
    Optional<String> text =
        ScenarioFile.text(
            file.real(), bytesLeft, "is larger than a scenario may be with all that it includes, 1 MiB", file.source(), problems);
    if (text.isEmpty()) {
      Read read = new Read(Optional.empty(), 0);
      done.put(file.real(), read);
      return read;
    }
    return read(file, text.get());
  }

  /** The file that is meant, if it is there and may be read. */
  private Optional<Reading> found(Reading by, Include include) {
    try {
      Path named = by.named().resolveSibling(include.name()).normalize();
      if (!named.toAbsolutePath().normalize().startsWith(folder(path).normalize())) {
        refused(by, include, "must stay in the scenario's folder");
        return Optional.empty();
      }
      Path sibling = by.named().resolveSibling(include.name());
      if (!Files.exists(sibling)) {
        refused(by, include, "must be a file that is there");
        return Optional.empty();
      }
      Path real = sibling.toRealPath();
      if (!real.startsWith(folder(path).toRealPath())) {
        refused(by, include, "must stay in the scenario's folder, also after symbolic links");
        return Optional.empty();
      }
      return Optional.of(new Reading(named, real, Source.file(named.toString())));
    } catch (InvalidPathException | IOException e) {
      refused(by, include, "must be the name of a file");
      return Optional.empty();
    }
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private Read refused(Reading by, Include include, String rule) {
    problems.add(by.source().problem(include.line(), "include", rule + ", got " + Echo.of(include.name())));
    return new Read(Optional.empty(), 0);
  }
}
