package lockstep.node.scenario;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import lockstep.engine.event.Partitioning;
import lockstep.node.expectation.Coordinates;
import lockstep.node.expectation.Selection;
import lockstep.simulation.ParameterSpec;

/** Reads which cells one expectation covers. */
final class WhereReader {

  private static final List<String> KEYS =
      List.of(
          Coordinates.ENGINE,
          Coordinates.POLICY,
          Coordinates.WORKERS,
          Coordinates.RATE,
          Coordinates.CORES,
          Coordinates.NODES,
          Coordinates.OWNERS,
          Coordinates.QUEUES,
          Coordinates.PARTITIONS,
          Coordinates.PARTITIONING,
          Coordinates.SEED,
          "params");

  private final List<String> engines;
  private final Optional<Work> work;
  private final List<ParameterSpec> specs;
  private final Problems problems;
  private final Values values;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Set<String>> allowed = new LinkedHashMap<>();

  /**
   * @param engines the names of all there are
   */
  WhereReader(List<String> engines, Optional<Work> work, Problems problems) {
    this.engines = List.copyOf(engines);
    this.work = work;
    this.specs = work.map(known -> ParameterSpec.of(known.simulation().parameters())).orElse(List.of());
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** What may be covered; everything when nothing is said. */
  Selection read(Source source, Optional<ConfigValue> where) {
    where.ifPresent(value -> section(new Entry(source, "expect.where", value), this::plain));
    return new Selection(allowed);
  }

  /** What was said, by the key of the selection. */
  Map<String, Entry> entries() {
    return entries;
  }

  /** Where engines are selected. */
  Optional<Entry> engine() {
    return Optional.ofNullable(entries.get(Coordinates.ENGINE));
  }

  private interface KeyReader {
    void read(String key, Entry entry);
  }

  private void section(Entry section, KeyReader reader) {
    if (!(section.value() instanceof ConfigObject object)) {
      problems.add(section.problem("must be an object { … }, got " + Entries.kind(section.value())));
      return;
    }
    for (Map.Entry<String, ConfigValue> child : Entries.byLine(object)) {
      reader.read(child.getKey(), new Entry(section.source(), section.key() + "." + child.getKey(), child.getValue()));
    }
  }

  private void plain(String key, Entry entry) {
    switch (key) {
      case Coordinates.ENGINE -> allow(key, entry, values.names(entry, engines));
      case Coordinates.POLICY ->
          allow(key, entry, values.names(entry, Arrays.stream(Policy.values()).map(Policy::id).toList()));
      case Coordinates.WORKERS -> allow(key, entry, texts(values.swept(entry, Vocabulary.WORKERS)));
      case Coordinates.RATE -> allow(key, entry, LoadKeys.rates(entry, problems).stream().map(LoadKeys::text).toList());
      case Coordinates.CORES -> allow(key, entry, texts(values.swept(entry, Vocabulary.CORES)));
      case Coordinates.NODES -> allow(key, entry, texts(values.swept(entry, Vocabulary.NODES)));
      case Coordinates.OWNERS -> allow(key, entry, texts(values.swept(entry, Vocabulary.OWNERS)));
      case Coordinates.QUEUES ->
          allow(key, entry, values.names(entry, Arrays.stream(Queues.values()).map(Queues::id).toList()));
      case Coordinates.PARTITIONS -> allow(key, entry, texts(values.swept(entry, Vocabulary.PARTITIONS)));
      case Coordinates.PARTITIONING ->
          allow(key, entry, values.names(entry, Arrays.stream(Partitioning.values()).map(Partitioning::id).toList()));
      case Coordinates.SEED -> allow(key, entry, texts(values.swept(entry, Vocabulary.SEED)));
      case "params" -> section(entry, this::parameter);
      default -> {
        boolean parameter = specs.stream().anyMatch(spec -> spec.name().equals(key));
        String meant = parameter ? " (did you mean params." + key + "?)" : Suggestion.of(key, KEYS);
        problems.add(entry.problem("there is no such key" + (meant.isEmpty() ? "; keys are " + String.join(", ", KEYS) : meant)));
      }
    }
  }

  /** Of an unknown simulation, nothing can be said of its parameters. */
  private void parameter(String name, Entry entry) {
    work.ifPresent(
        known ->
            specs.stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .ifPresentOrElse(
                    spec -> allow(Coordinates.PARAMS + name, entry, parameterTexts(known, entry, spec)),
                    () ->
                        problems.add(
                            entry.problem(
                                Work.unknown(known.simulation().name(), name, specs.stream().map(ParameterSpec::name).toList())))));
  }

  /** A parameter that the scenario does not set has the text of its declaration. */
  private List<String> parameterTexts(Work known, Entry entry, ParameterSpec spec) {
    boolean silent = !known.parameters().containsKey(spec.name());
    return values.swept(entry, spec).stream()
        .map(value -> silent && value.equals(spec.parse(spec.byDefault())) ? spec.byDefault() : Values.text(value))
        .toList();
  }

  private static List<String> texts(List<Object> parsed) {
    return parsed.stream().map(Values::text).toList();
  }

  private void allow(String key, Entry entry, List<String> texts) {
    if (!texts.isEmpty()) {
      entries.put(key, entry);
      allowed.put(key, new LinkedHashSet<>(texts));
    }
  }
}
