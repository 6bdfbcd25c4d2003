package lockstep.node.scenario;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.Partitioning;
import lockstep.node.fork.VirtualTime;
import lockstep.simulation.EventModel;
import lockstep.simulation.ParameterSpec;

/** Reads the keys that only event models have, and checks them against models. */
final class EventKeys {

  private static final String MANY_EVENTS = "a whole number in [1, 2^63 - 1] (events), such as 250000, 1e6 or 10M";

  private final Source file;
  private final Entries entries;
  private final Values values;
  private final Problems problems;
  private final NodeKeys nodes;

  EventKeys(Source file, Entries entries, Values values, Problems problems) {
    this.file = file;
    this.entries = entries;
    this.values = values;
    this.problems = problems;
    this.nodes = new NodeKeys(entries, values, problems);
  }

  EventSettings read() {
    FaultKeys faults = new FaultKeys(entries, problems);
    return new EventSettings(
        new VirtualTime(
            units(Vocabulary.UNTIL), entries.get("events").flatMap(this::manyEvents), units(Vocabulary.RECORD_FROM).orElse(0.0)),
        entries
            .get("partitions")
            .map(entry -> values.swept(entry, Vocabulary.PARTITIONS).stream().map(Integer.class::cast).toList())
            .orElse(List.of()),
        partitionings(),
        nodes.read(),
        new SnapshotKeys(entries, problems).read(faults.snapshots()),
        faults.read());
  }

  /** The engines to compare. */
  List<EventEngineKind> engines(List<EventEngineKind> known, List<EventEngineKind> named, EventSettings settings) {
    return nodes.engines(known, named, settings.nodes(), EventEngineKind::name, EventEngineKind::concurrent);
  }

  private Optional<Double> units(ParameterSpec spec) {
    int before = problems.count();
    Optional<Double> units = entries.get(spec.name()).map(entry -> (Double) values.one(Optional.of(entry), spec));
    return problems.count() == before ? units : Optional.empty();
  }

  private Optional<Long> manyEvents(Entry entry) {
    return entry.one(MANY_EVENTS, problems).flatMap(this::manyEvents);
  }

  private Optional<Long> manyEvents(Entry.Scalar scalar) {
    String text = scalar.text();
    int factor = text.isEmpty() ? -1 : "kMG".indexOf(text.charAt(text.length() - 1));
    try {
      BigDecimal number = new BigDecimal(factor < 0 ? text : text.substring(0, text.length() - 1));
      if (text.length() <= 40 && number.precision() - number.scale() <= 19 && number.signum() > 0) {
        return Optional.of(number.movePointRight(3 * (factor + 1)).longValueExact());
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Told below, like all that is no such number.
    }
    problems.add(scalar.mustBe(MANY_EVENTS));
    return Optional.empty();
  }

  private List<Partitioning> partitionings() {
    List<String> names = Arrays.stream(Partitioning.values()).map(Partitioning::id).toList();
    List<Partitioning> given =
        entries
            .get("partitioning")
            .map(entry -> values.names(entry, names).stream().flatMap(name -> Partitioning.named(name).stream()).toList())
            .orElse(List.of());
    return given.isEmpty() ? List.of(Partitioning.BLOCK) : given;
  }

  /**
   * Adds a problem for what a model cannot be run with.
   *
   * @param workers the numbers of workers of engines that are concurrent; empty when there is no such engine
   */
  void check(EventModel model, EventSettings settings, List<Integer> workers) {
    int entities = model.entities();
    for (int number : workers) {
      settings.partitions(number).stream()
          .filter(partitions -> partitions > entities)
          .forEach(partitions -> problems.add(tooMany(partitions, entities, settings)));
    }
    settings.nodes().stream()
        .filter(nodes -> nodes > entities)
        .forEach(nodes -> problems.add(problem("nodes", "must be at most the number of entities, " + entities + ", got " + nodes)));
    new FaultKeys(entries, problems).check(settings.faults(), settings.nodes());
    new SnapshotKeys(entries, problems).check(settings);
    try {
      settings.time().horizon(model.ticksPerUnit());
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      String key = message.substring(0, message.indexOf(' '));
      problems.add(problem(key, message.substring(key.length() + 1)));
    }
  }

  private Problem tooMany(int partitions, int entities, EventSettings settings) {
    String message = "must be at most the number of entities, " + entities + ", got " + partitions;
    return settings.partitions().isEmpty()
        ? problem("workers", message + " (without the key partitions, there are as many as workers)")
        : problem("partitions", message);
  }

  private Problem problem(String key, String message) {
    return entries.get(key).map(entry -> entry.problem(message)).orElseGet(() -> file.problem(0, key, message));
  }

  /** The rules of event models that no parameter can be blamed for. */
  static void check(EventModel model) {
    Work.within("words()", 0, model.words(), EventModel.MOST_WORDS);
    Work.within("entities()", 1, model.entities(), EventAssignment.mostEntities(model.words()));
    Work.within("lookahead()", 1, model.lookahead(), Long.MAX_VALUE);
    Work.within("ticksPerUnit()", 1, model.ticksPerUnit(), Long.MAX_VALUE);
    Work.within("payload()", 0, model.payload(), EventModel.MOST_PAYLOAD);
  }
}
