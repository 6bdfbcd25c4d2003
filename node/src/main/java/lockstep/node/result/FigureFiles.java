package lockstep.node.result;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import lockstep.node.fork.BrokenDeadlocks;
import lockstep.node.fork.Cost;
import lockstep.node.fork.Exposure;
import lockstep.node.fork.ForkReport.Latency;
import lockstep.node.fork.ForkReport.Waits;

/** The figures of a run as files of comma-separated values (RFC 4180) for other programs; what is not there is empty. */
public final class FigureFiles {

  private static final List<String> COORDINATES = List.of("engine", "policy", "workers", "nodes", "seed");
  private static final List<String> OF_FORKS =
      List.of(
          "fork", "position", "status", "settled", "digest", "work", "repetitions", "seconds", "throughput", "p50Nanos", "p99Nanos",
          "maxNanos", "contended", "waitedNanos", "cpuNanos", "voluntarySwitches", "involuntarySwitches", "allocatedBytes", "tasksAtRisk", "secondsAtRisk",
          "deadlocksBroken");
  private static final List<String> OF_CELLS =
      List.of(
          "forks", "measured", "steady", "oversubscribed", "throughput", "throughputLow", "throughputHigh", "speedUp", "speedUpLow",
          "speedUpHigh", "wallNanos", "baselineNanos", "extraNanos", "gcAndJitNanos", "idleNanos", "trials", "deadlocked", "deadlockShare", "deadlockShareLow",
          "deadlockShareHigh", "deadlocksPerMillion", "deadlocksPerMillionLow", "deadlocksPerMillionHigh", "tasksToDeadlock", "tasksToDeadlockLow",
          "tasksToDeadlockHigh", "secondsToDeadlock", "secondsToDeadlockLow", "secondsToDeadlockHigh", "lostPerMillion", "lostPerMillionLow",
          "lostPerMillionHigh");

  private final Set<String> settings = new LinkedHashSet<>();
  private final Set<String> parameters = new LinkedHashSet<>();

  private FigureFiles(List<ForkResult> forks) {
    forks.forEach(fork -> settings.addAll(fork.settings().keySet()));
    forks.forEach(fork -> parameters.addAll(fork.cell().keySet()));
  }

  /** The texts by name: {@code forks.csv}, a line for each fork, and {@code cells.csv}, one for each cell. */
  public static Map<String, String> of(ResultDocument document) {
    FigureFiles files = new FigureFiles(document.forks());
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("forks.csv", files.text(OF_FORKS, document.forks().stream().map(files::line)));
    texts.put("cells.csv", files.text(OF_CELLS, document.cells().stream().map(files::line)));
    return texts;
  }

  private String text(List<String> figures, Stream<String> lines) {
    Stream<String> names = Stream.of(COORDINATES.stream(), settings.stream(), parameters.stream().map(name -> "params." + name), figures.stream()).flatMap(all -> all);
    StringBuilder text = new StringBuilder(Csv.line(names));
    lines.forEach(text::append);
    return text.toString();
  }

  private String line(ForkResult fork) {
    Stream<Object> figures =
        Stream.of(
            fork.fork(),
            fork.position(),
            fork.status().text(),
            fork.isMeasured() ? fork.isSettled() : "",
            told(fork.digest()),
            told(fork.work()),
            told(fork.repetitions()),
            told(fork.seconds()),
            told(fork.throughput()),
            latency(fork, Latency::p50Nanos),
            latency(fork, Latency::p99Nanos),
            latency(fork, Latency::maxNanos),
            told(fork.waits().map(Waits::contended)),
            told(fork.waits().map(Waits::nanos)),
            cost(fork, Cost::cpuNanos),
            cost(fork, Cost::voluntarySwitches),
            cost(fork, Cost::involuntarySwitches),
            cost(fork, Cost::allocatedBytes),
            told(fork.exposure().map(Exposure::tasks)),
            told(fork.exposure().map(Exposure::seconds)),
            told(fork.deadlocks().map(BrokenDeadlocks::count)));
    return line(fork, figures);
  }

  private String line(CellResult cell) {
    Stream<Object> counts = Stream.of(cell.forks(), cell.measured(), told(cell.steady()), cell.oversubscribed());
    Stream<Object> times =
        Stream.of(
            told(cell.time().map(time -> time.wallNanos())),
            told(cell.time().map(time -> time.baselineNanos())),
            told(cell.time().map(time -> time.extraNanos())),
            told(cell.time().map(time -> time.gcAndJitNanos())),
            told(cell.time().map(time -> time.idleNanos())));
    Stream<Object> figures =
        Stream.of(counts, interval(cell.throughput()), interval(cell.speedUp()), times, risks(cell)).flatMap(Function.identity());
    return line(cell, figures);
  }

  private static Stream<Object> risks(CellResult cell) {
    Optional<DeadlockRisk> risk = cell.deadlocks();
    return Stream.of(
            Stream.of(told(risk.map(DeadlockRisk::forks)), told(risk.map(DeadlockRisk::hit))),
            interval(risk.map(DeadlockRisk::perFork)),
            interval(risk.flatMap(DeadlockRisk::perMillionTasks)),
            until(risk.flatMap(DeadlockRisk::tasksTo)),
            until(risk.flatMap(DeadlockRisk::secondsTo)),
            interval(cell.races().flatMap(RaceRisk::perMillionUpdates)))
        .flatMap(Function.identity());
  }

  private static Stream<Object> interval(Optional<Estimated> figure) {
    return Stream.of(told(figure.map(Estimated::estimate)), told(figure.flatMap(Estimated::low)), told(figure.flatMap(Estimated::high)));
  }

  private static Stream<Object> until(Optional<Until> figure) {
    return Stream.of(told(figure.flatMap(Until::mean)), told(figure.map(Until::atLeast)), told(figure.flatMap(Until::atMost)));
  }

  private String line(OfCell of, Stream<Object> figures) {
    Stream<Object> coordinates = Stream.of(of.engine(), of.policy().orElse(""), of.workers(), of.nodes(), of.seed());
    Stream<Object> values =
        Stream.concat(
            settings.stream().map(name -> of.settings().getOrDefault(name, "")), parameters.stream().map(name -> of.cell().getOrDefault(name, "")));
    return Csv.line(Stream.of(coordinates, values, figures).flatMap(Function.identity()));
  }

  private static Object latency(ForkResult fork, ToLongFunction<Latency> part) {
    return told(fork.latency().map(latency -> part.applyAsLong(latency)));
  }

  private static Object cost(ForkResult fork, ToLongFunction<Cost> part) {
    return told(fork.cost().map(cost -> part.applyAsLong(cost)));
  }

  private static Object told(Optional<?> figure) {
    return figure.<Object>map(value -> value).orElse("");
  }
}
