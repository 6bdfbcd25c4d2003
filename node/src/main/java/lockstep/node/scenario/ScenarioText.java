package lockstep.node.scenario;

import com.typesafe.config.ConfigUtil;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import lockstep.engine.event.Partitioning;
import lockstep.node.expectation.Expectation;
import lockstep.node.fork.VirtualTime;
import lockstep.node.source.SimulationFile;

/** Writes a scenario as a file that says everything: what the user's file said, what was overridden, and what was silent. */
public final class ScenarioText {

  private ScenarioText() {}

  /** The text of a scenario file; reading it gives the same scenario. */
  public static String of(Scenario scenario) {
    StringBuilder text = new StringBuilder("lockstep.schema = 1\n");
    text.append("name = ").append(scenario.name()).append('\n');
    scenario.title().ifPresent(title -> text.append("title = ").append(ConfigUtil.quoteString(title)).append('\n'));
    text.append("simulation = ").append(simulation(scenario)).append('\n');
    text.append("seed = ").append(swept(scenario.seeds())).append('\n');
    if (!scenario.parameters().isEmpty()) {
      text.append("params {\n");
      scenario.parameters().forEach((name, values) -> text.append("  " + name + " = " + swept(values) + "\n"));
      text.append("}\n");
    }
    text.append("engines = ").append(scenario.engines()).append('\n');
    text.append("baseline = ").append(scenario.baseline()).append('\n');
    if (scenario.events().isEmpty()) {
      text.append("policies = ").append(scenario.policies().stream().map(Policy::id).toList()).append('\n');
    }
    text.append("workers = ").append(swept(scenario.workers())).append('\n');
    if (!scenario.cores().isEmpty()) {
      text.append("cores = ").append(swept(scenario.cores())).append('\n');
    }
    if (scenario.events().isEmpty()) {
      text.append("owners = ").append(swept(scenario.owners())).append('\n');
      text.append("queues = ").append(scenario.queues().stream().map(Queues::id).toList()).append('\n');
      List<String> rates = scenario.rates().stream().map(LoadKeys::text).toList();
      text.append(rates.isEmpty() ? "load = closed\n" : "load { open { rate = " + swept(rates) + " } }\n");
      text.append("lock-timeout = ").append(millis(scenario.lockTimeout())).append('\n');
      text.append("back-off = ").append(millis(scenario.backOff())).append('\n');
      text.append("detection = ").append(millis(scenario.detection())).append('\n');
    }
    appendNodes(text, scenario.nodes());
    text.append(FaultKeys.text(scenario.faults()));
    scenario.events().ifPresent(events -> append(text, events));
    append(text, scenario.method());
    text.append("watchdog {\n");
    text.append("  no-progress = ").append(millis(scenario.watchdog().noProgress())).append('\n');
    text.append("  limit = ").append(millis(scenario.watchdog().limit())).append("\n}\n");
    text.append("max-cells = ").append(scenario.maxCells()).append('\n');
    text.append("expect = [").append(scenario.expectations().isEmpty() ? "" : "\n");
    scenario.expectations().forEach(expectation -> text.append("  ").append(expectation(expectation)).append('\n'));
    text.append("]\n");
    return text.toString();
  }

  private static void append(StringBuilder text, Method method) {
    text.append("warm-up = ").append(millis(method.warmUp())).append('\n');
    method
        .iteration()
        .ifPresentOrElse(
            each -> text.append("iteration = " + millis(each) + "\niterations = " + method.iterations() + "\n"),
            () -> text.append("measure = ").append(millis(method.measure())).append('\n'));
    Forks forks = method.forks();
    text.append("forks {\n  min = " + forks.min() + "\n  max = " + forks.max() + "\n");
    text.append("  precision = ").append(Values.text(forks.precision())).append("\n}\n");
  }

  private static void appendNodes(StringBuilder text, List<Integer> nodes) {
    if (!nodes.isEmpty()) {
      text.append("nodes = ").append(swept(nodes)).append('\n');
    }
  }

  private static void append(StringBuilder text, EventSettings events) {
    VirtualTime time = events.time();
    time.until().ifPresent(until -> text.append("until = ").append(Values.text(until)).append('\n'));
    time.events().ifPresent(enough -> text.append("events = ").append(enough).append('\n'));
    text.append("record-from = ").append(Values.text(time.recordFrom())).append('\n');
    if (!events.partitions().isEmpty()) {
      text.append("partitions = ").append(swept(events.partitions())).append('\n');
    }
    appendNodes(text, events.nodes());
    if (!events.nodes().isEmpty()) {
      text.append(FaultKeys.text(events.snapshots())).append(SnapshotKeys.text(events.snapshots())).append(FaultKeys.text(events.faults()));
    }
    text.append("partitioning = ").append(events.partitionings().stream().map(Partitioning::id).toList()).append('\n');
  }

  /** A file is kept beside the text. */
  private static String simulation(Scenario scenario) {
    return scenario.file().map(file -> ConfigUtil.quoteString(SimulationFile.PREFIX + file.name())).orElse(scenario.simulation());
  }

  private static String expectation(Expectation expectation) {
    String where =
        expectation.where().allowed().entrySet().stream()
            .map(entry -> entry.getKey() + " = " + swept(List.copyOf(entry.getValue())))
            .collect(Collectors.joining(", "));
    return "{ name = "
        + expectation.name()
        + ", that = "
        + ConfigUtil.quoteString(expectation.that())
        + (where.isEmpty() ? "" : ", where { " + where + " }")
        + " }";
  }

  private static String swept(List<?> values) {
    return values.size() == 1
        ? String.valueOf(values.getFirst())
        : values.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String millis(Duration duration) {
    return duration.toNanos() % 1_000_000 == 0 ? duration.toMillis() + "ms" : duration.toNanos() + "ns";
  }
}
