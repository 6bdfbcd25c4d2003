package lockstep.node.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import lockstep.node.fork.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The runs that are kept below the folder of all results. */
public final class StoredRuns {

  private static final Pattern ID = Pattern.compile("\\d{8}T\\d{6}Z-[0-9a-f]{6}");
  private static final String RESULT = "result.json";

  private final Path results;

  /**
   * Below a folder.
   *
   * @param results may be missing: then there are none
   */
  public StoredRuns(Path results) {
    this.results = results;
  }

  /**
   * A run as it is listed.
   *
   * @param verdict its outcome, or {@code interrupted}
   * @param forks how many it has, or how many of them are kept
   * @param resumable whether it can be continued
   */
  public record Listed(String id, String scenario, String verdict, int forks, boolean resumable, Path folder) {}

  /** The folder of a run that is named by its folder, its id, {@code SCENARIO/latest}, or {@code latest} of all; empty when there is none. */
  public Optional<Path> find(String name) throws IOException {
    if (name.equals("latest")) {
      return all().stream().filter(run -> Files.exists(run.folder().resolve(RESULT))).map(Listed::folder).findFirst();
    }
    List<Path> candidates = new ArrayList<>();
    try {
      candidates.add(Path.of(name));
      candidates.add(results.resolve(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    if (ID.matcher(name).matches()) {
      scenarios().forEach(scenario -> candidates.add(scenario.resolve(name)));
    }
    return candidates.stream().filter(folder -> Files.isRegularFile(folder.resolve(RESULT))).findFirst();
  }

  /**
   * The document of a run in a folder.
   *
   * @throws IOException when there is none, or when it has another form than this program's; says so in one line
   */
  public static ResultDocument read(Path folder) throws IOException {
    try {
      JsonNode document = Json.tree(Files.readString(folder.resolve(RESULT)));
      int schema = document.path("schema").asInt(ResultDocument.SCHEMA);
      if (schema != ResultDocument.SCHEMA) {
        throw new OtherSchema(folder.resolve(RESULT), schema);
      }
      return Json.read(document, ResultDocument.class);
    } catch (OtherSchema e) {
      throw e;
    } catch (IOException | JacksonException e) {
      throw new IOException(folder + " is not the folder of a run: its result.json cannot be read", e);
    }
  }

  /** All of them, the newest first; those of which the result cannot be read are {@code unreadable}, or of another {@code schema}. */
  public List<Listed> all() throws IOException {
    List<Listed> runs = new ArrayList<>();
    for (Path scenario : scenarios()) {
      String name = String.valueOf(scenario.getFileName());
      List<InterruptedRun> interrupted = InterruptedRun.of(results, name);
      for (InterruptedRun run : interrupted) {
        runs.add(new Listed(run.id(), name, "interrupted", run.ended(), true, run.folder()));
      }
      List<String> listed = interrupted.stream().map(InterruptedRun::id).toList();
      for (Path folder : folders(scenario)) {
        String id = String.valueOf(folder.getFileName());
        if (ID.matcher(id).matches() && !listed.contains(id) && Files.exists(folder.resolve(RESULT))) {
          runs.add(listed(folder, id, name));
        }
      }
    }
    runs.sort(Comparator.comparing(Listed::id).reversed());
    return runs;
  }

  private static Listed listed(Path folder, String id, String scenario) {
    try {
      ResultDocument document = read(folder);
      return new Listed(id, scenario, document.verdict().outcome(), document.forks().size(), false, folder);
    } catch (OtherSchema e) {
      return new Listed(id, scenario, "schema " + e.schema(), 0, false, folder);
    } catch (IOException e) {
      return new Listed(id, scenario, "unreadable", 0, false, folder);
    }
  }

  private List<Path> scenarios() throws IOException {
    return folders(results);
  }

  private static List<Path> folders(Path parent) throws IOException {
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(parent)) {
      try (var found = Files.newDirectoryStream(parent, folder -> Files.isDirectory(folder) && !Files.isSymbolicLink(folder))) {
        found.forEach(folders::add);
      }
    }
    folders.sort(Comparator.naturalOrder());
    return folders;
  }
}
