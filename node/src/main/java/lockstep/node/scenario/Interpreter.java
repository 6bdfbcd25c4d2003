package lockstep.node.scenario;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import lockstep.engine.Setting;
import lockstep.engine.event.EventEngineKind;
import lockstep.node.expectation.Expectation;
import lockstep.node.fork.Fault;
import lockstep.simulation.EventModel;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Simulation;

/** Gives the entries of a scenario their meaning. */
final class Interpreter {

  private static final int LONGEST_TITLE = 200;

  private final Source file;
  private final Entries entries;
  private final List<EngineKind> catalogue;
  private final List<EventEngineKind> ofEvents;
  private final Problems problems;
  private final Values values;

  Interpreter(
      Source file, Entries entries, List<EngineKind> catalogue, List<EventEngineKind> ofEvents, Problems problems) {
    this.file = file;
    this.entries = entries;
    this.catalogue = catalogue;
    this.ofEvents = ofEvents;
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** The scenario in the file {@code path}; {@code defaultName} is taken when it gives no name of its own. */
  Scenario scenario(Path path, String defaultName) {
    schema();
    Optional<SimulationChoice> choice = SimulationChoice.read(path, file, entries, values, problems);
    Optional<Simulation<?>> simulation = choice.map(SimulationChoice::simulation);
    unknownKeys(simulation);
    InputFiles inputs = new InputFiles(path);
    Optional<Work> work = simulation.map(known -> Work.read(known, entries, inputs, problems));
    Optional<Work.Built> first = work.map(Work::first);
    Optional<Boolean> hasEvents = first.flatMap(Work.Built::hasEvents);
    work.ifPresent(known -> hasEvents.ifPresent(events -> misplacedKeys(known.simulation().name(), events)));
    EventKeys eventKeys = new EventKeys(file, entries, values, problems);
    Optional<EventSettings> events = hasEvents.filter(is -> is).map(_ -> eventKeys.read());
    String name = name().orElse(defaultName);
    Optional<String> title = title();
    int replications = (Integer) values.one(entries.get("replications"), Vocabulary.REPLICATIONS);
    List<Long> seeds = Replications.seeds(swept("seed", Vocabulary.SEED, Long.class, List.of(42L)), replications);
    LoadKeys load = new LoadKeys(entries, problems);
    List<Double> rates = load.read();
    List<Integer> workers = swept(load.workers(), Vocabulary.WORKERS, Integer.class, List.of(1, 2));
    NodeKeys nodeKeys = new NodeKeys(entries, values, problems);
    List<Integer> nodes = hasEvents.filter(is -> is).isPresent() ? List.of() : nodeKeys.read();
    FaultKeys faultKeys = new FaultKeys(entries, problems);
    List<Fault> faults = hasEvents.filter(is -> !is).isPresent() ? faultKeys.read() : List.of();
    List<EngineKind> kinds =
        events.isPresent()
            ? List.of()
            : nodeKeys.engines(catalogue, kinds(catalogue, EngineKind::name), nodes, EngineKind::name, kind -> !kind.uncoordinated());
    List<EventEngineKind> eventKinds =
        events.map(settings -> eventKeys.engines(ofEvents, kinds(ofEvents, EventEngineKind::name), settings)).orElse(List.of());
    List<String> engines =
        Stream.concat(kinds.stream().map(EngineKind::name), eventKinds.stream().map(EventEngineKind::name)).toList();
    String baseline = baseline(engines);
    List<Policy> policies = policies();
    List<Integer> cores = swept("cores", Vocabulary.CORES, Integer.class, List.of());
    List<Integer> owners = swept("owners", Vocabulary.OWNERS, Integer.class, List.of(1024));
    List<Queues> queues = queues();
    Duration lockTimeout = time(Vocabulary.LOCK_TIMEOUT);
    Duration backOff = time(Vocabulary.BACK_OFF);
    Duration detection = time(Vocabulary.DETECTION);
    Watchdog watchdog = new Watchdog(time(Vocabulary.NO_PROGRESS), time(Vocabulary.LIMIT));
    int maxCells = (Integer) values.one(entries.get("max-cells"), Vocabulary.MAX_CELLS);
    Method method = new MethodKeys(entries, values, problems).read();
    ExpectationReader expectations = new ExpectationReader(catalogue, ofEvents, work, problems);
    List<Expectation> expected = expectations.read(entries.get("expect"));
    BigInteger perWork =
        events
            .map(settings -> EventSweep.perWork(eventKinds, workers, cores, settings))
            .orElseGet(() -> Sweep.perWork(kinds, policies, workers, cores, nodes, faults, owners, queues, rates));
    String sweptBesides =
        events.isPresent()
            ? "engines, nodes, workers, cores and partitions"
            : "engines, policies" + (nodes.isEmpty() ? "" : ", nodes") + ", workers, cores, owners" + (rates.isEmpty() ? " and queues" : ", queues and rates");
    work.ifPresent(known -> checkSize(known, seeds.size(), perWork, sweptBesides, maxCells));
    List<Integer> concurrent = eventKinds.stream().anyMatch(EventEngineKind::concurrent) ? workers : List.of();
    work.ifPresent(
        known -> checkModels(known, first.orElseThrow(), maxCells, model -> events.ifPresent(settings -> eventKeys.check(model, settings, concurrent))));
    hasEvents.filter(is -> !is).ifPresent(_ -> faultKeys.checkOfTasks(faults, nodes));
    problems.throwIfAny();
    Map<String, List<String>> parameters = work.orElseThrow().parameters();
    Scenario scenario =
        new Scenario(
            name,
            title,
            simulation.orElseThrow().name(),
            choice.orElseThrow().file(),
            inputs.texts(),
            seeds,
            parameters,
            engines,
            baseline,
            policies,
            workers,
            cores,
            owners,
            queues,
            rates,
            lockTimeout,
            backOff,
            detection,
            watchdog,
            maxCells,
            method,
            expected,
            events,
            nodes,
            faults);
    expectations.check(scenario);
    problems.throwIfAny();
    return scenario;
  }

  private void schema() {
    String rule = "1, the only schema there is";
    Optional<Entry> entry = entries.get("lockstep.schema");
    if (entry.isEmpty()) {
      problems.add(file.problem(0, "lockstep.schema", "must be given, as lockstep.schema = 1"));
    }
    entry
        .flatMap(given -> given.one(rule, problems))
        .filter(scalar -> !scalar.text().equals("1"))
        .ifPresent(scalar -> problems.add(scalar.mustBe(rule)));
  }

  private void unknownKeys(Optional<Simulation<?>> simulation) {
    List<String> parameters =
        simulation.stream()
            .flatMap(known -> ParameterSpec.of(known.parameters()).stream())
            .map(ParameterSpec::name)
            .toList();
    for (Entry entry : entries.all()) {
      String key = entry.key();
      if (Vocabulary.PLANNED.contains(key.split("\\.", 2)[0])) {
        problems.add(entry.problem("is not supported yet"));
      } else if (!key.startsWith("params.") && (!Vocabulary.KEYS.contains(key) || key.equals("params"))) {
        String meant =
            parameters.contains(key) ? " (did you mean params." + key + "?)" : Suggestion.of(key, Vocabulary.KEYS);
        problems.add(
            entry.problem(
                "there is no such key" + (meant.isEmpty() ? "; keys are " + String.join(", ", Vocabulary.KEYS) : meant)));
      }
    }
  }

  /** Keys that are well, but not for this kind of simulation. */
  private void misplacedKeys(String simulation, boolean hasEvents) {
    String message =
        hasEvents
            ? "is for simulations of tasks, and " + simulation + " has events"
            : "is for simulations of events, and " + simulation + " has tasks";
    (hasEvents ? Vocabulary.OF_TASKS : Vocabulary.OF_EVENTS)
        .forEach(key -> entries.get(key).ifPresent(entry -> problems.add(entry.problem(message))));
  }

  private Optional<String> name() {
    String rule = "1 to 64 of a-z, 0-9 and -";
    return entries
        .get("name")
        .flatMap(given -> given.one(rule, problems))
        .filter(
            scalar -> {
              if (!Scenario.isName(scalar.text())) {
                problems.add(scalar.mustBe(rule));
              }
              return Scenario.isName(scalar.text());
            })
        .map(Entry.Scalar::text);
  }

  private Optional<String> title() {
    String rule = "one line of 1 to " + LONGEST_TITLE + " printable characters";
    Optional<Entry.Scalar> title = entries.get("title").flatMap(given -> given.one(rule, problems));
    title
        .filter(scalar -> scalar.text().isBlank() || !Echo.of(scalar.text(), LONGEST_TITLE).equals(scalar.text()))
        .ifPresent(scalar -> problems.add(scalar.mustBe(rule)));
    return title.map(Entry.Scalar::text);
  }

  private <T> List<T> swept(String key, ParameterSpec spec, Class<T> type, List<T> byDefault) {
    return swept(entries.get(key), spec, type, byDefault);
  }

  private <T> List<T> swept(Optional<Entry> given, ParameterSpec spec, Class<T> type, List<T> byDefault) {
    return given
        .map(entry -> values.swept(entry, spec).stream().map(type::cast).toList())
        .orElse(byDefault);
  }

  private Duration time(ParameterSpec spec) {
    return (Duration) values.one(entries.get(spec.name()), spec);
  }

  private <K> List<K> kinds(List<K> known, Function<K, String> nameOf) {
    List<String> names = known.stream().map(nameOf).toList();
    return entries
        .get("engines")
        .map(entry -> values.names(entry, names).stream().map(name -> known.get(names.indexOf(name))).toList())
        .orElse(known);
  }

  private String baseline(List<String> engines) {
    String byDefault =
        engines.contains("sequential") ? "sequential" : engines.stream().findFirst().orElse("");
    // Without a single valid engine there is a problem already, and nothing that a baseline could be.
    return engines.isEmpty()
        ? byDefault
        : entries.get("baseline").flatMap(entry -> values.name(entry, engines)).orElse(byDefault);
  }

  private List<Policy> policies() {
    List<String> names = Arrays.stream(Policy.values()).map(Policy::id).toList();
    return entries
        .get("policies")
        .map(entry -> values.names(entry, names).stream().flatMap(name -> Policy.named(name).stream()).toList())
        .orElse(List.of(Policy.ORDERED));
  }

  private List<Queues> queues() {
    List<String> names = Arrays.stream(Queues.values()).map(Queues::id).toList();
    return entries
        .get(Setting.QUEUES.id())
        .map(entry -> values.names(entry, names).stream().flatMap(name -> Queues.named(name).stream()).toList())
        .orElse(List.of(Queues.BARGING));
  }

  private void checkSize(Work work, int seeds, BigInteger perWork, String sweptBesides, int maxCells) {
    BigInteger cells = work.combinations().multiply(BigInteger.valueOf(seeds)).multiply(perWork);
    if (cells.compareTo(BigInteger.valueOf(maxCells)) <= 0) {
      return;
    }
    String remedy =
        cells.compareTo(BigInteger.valueOf(Scenario.MOST_CELLS)) > 0
            ? "sweep fewer values"
            : "sweep fewer values or set max-cells = " + cells;
    String message =
        "must be at least the number of cells, "
            + cells
            + (" (" + seeds + " for seed x " + work.combinations() + " for params x " + perWork)
            + (" for " + sweptBesides + "), got " + maxCells + "; " + remedy);
    problems.add(
        entries.get("max-cells").map(entry -> entry.problem(message)).orElseGet(() -> file.problem(0, "max-cells", message)));
  }

  private void checkModels(Work work, Work.Built first, int maxCells, Consumer<EventModel> check) {
    if (work.valid() && work.combinations().compareTo(BigInteger.valueOf(maxCells)) <= 0) {
      work.unbuildable(first, check).forEach(reason -> problems.add(entries.parametersProblem(file, reason)));
    }
  }
}
