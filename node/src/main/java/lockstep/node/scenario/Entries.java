package lockstep.node.scenario;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a scenario says, key by key: the file, then what the command line replaces. */
final class Entries {

  /** Keys whose value is an object of keys. */
  static final Set<String> SECTIONS = Set.of("lockstep", "params", "watchdog", "forks");

  private static final String PARAMETERS = "params.";

  private final Problems problems;
  private final Map<String, Entry> byKey = new LinkedHashMap<>();
  private Optional<Entry> parameterSection = Optional.empty();
  private boolean hasFile;

  Entries(Problems problems) {
    this.problems = problems;
  }

  /** Adds what a file says. */
  void addFile(FileEntries file) {
    hasFile = true;
    byKey.putAll(file.all());
    parameterSection = file.parameterSection();
  }

  /** Replaces what the file says by what the command line says. */
  void addOverrides(List<ScenarioOverride> overrides) {
    Map<String, Source> given = new LinkedHashMap<>();
    for (ScenarioOverride override : overrides) {
      Source option = Source.option(override.option(), override.key());
      Source earlier = given.putIfAbsent(override.key(), option);
      if (earlier != null) {
        problems.add(option.problem(0, override.key(), "must be given once, is also given by " + earlier.name()));
      } else {
        value(override, option).ifPresent(value -> put(new Entry(option, override.key(), value)));
      }
    }
  }

  private void put(Entry entry) {
    byKey.put(entry.key(), entry);
  }

  private Optional<ConfigValue> value(ScenarioOverride override, Source option) {
    if (override.value().isBlank()) {
      problems.add(option.problem(0, override.key(), "must have a value"));
      return Optional.empty();
    }
    Optional<ConfigObject> root = HoconText.parse("value = " + override.value(), option, problems);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    ConfigValue value = root.get().get("value");
    if (value == null || root.get().size() != 1) {
      problems.add(option.problem(0, override.key(), "must have one value; a list is written [a, b]"));
      return Optional.empty();
    }
    if (SECTIONS.contains(override.key()) || value.valueType() == ConfigValueType.OBJECT) {
      problems.add(option.problem(0, override.key(), "must set one key, such as params.accounts=100, not an object"));
      return Optional.empty();
    }
    return Optional.of(value);
  }

  /** In the order of the file, since the parser keeps none; equal lines by key. */
  static List<Map.Entry<String, ConfigValue>> byLine(ConfigObject object) {
    return object.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<String, ConfigValue> child) -> child.getValue().origin().lineNumber())
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  static String kind(ConfigValue value) {
    return switch (value.valueType()) {
      case LIST -> "a list";
      case OBJECT -> "an object";
      case NULL -> "null";
      case STRING, NUMBER, BOOLEAN -> Echo.of(value.atKey("value").getString("value"));
    };
  }

  /** Whether {@link #addFile} was called. */
  boolean hasFile() {
    return hasFile;
  }

  Optional<Entry> get(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  List<Entry> all() {
    return List.copyOf(byKey.values());
  }

  /** The entries below {@code params}, by the parameter's name. */
  Map<String, Entry> parameters() {
    Map<String, Entry> parameters = new LinkedHashMap<>();
    byKey.forEach(
        (key, entry) -> {
          if (key.startsWith(PARAMETERS)) {
            parameters.put(key.substring(PARAMETERS.length()), entry);
          }
        });
    return parameters;
  }

  /** A problem of several parameters together: at the file's section, or at the option when only that gives any. */
  Problem parametersProblem(Source file, String message) {
    return parameterSection
        .or(() -> parameters().values().stream().findFirst().map(first -> new Entry(first.source(), "params", first.value())))
        .map(entry -> entry.problem(message))
        .orElseGet(() -> file.problem(0, "params", message));
  }
}
