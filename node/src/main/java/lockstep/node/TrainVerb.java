package lockstep.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import lockstep.cluster.node.OneJvmCluster;
import lockstep.engine.Coordination;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.Horizon;
import lockstep.node.fork.Engines;
import lockstep.node.fork.EventModels;
import lockstep.node.fork.ForkOrder;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.ForkReport;
import lockstep.node.fork.Json;
import lockstep.node.fork.Measuring;
import lockstep.node.fork.Performance;
import lockstep.node.result.CellName;
import lockstep.node.result.Comparison;
import lockstep.node.result.Environment;
import lockstep.node.result.ForkResult;
import lockstep.node.result.Judgement;
import lockstep.node.result.ResultDocument;
import lockstep.node.scenario.ScenarioReader;
import lockstep.node.terminal.ResultTable;
import lockstep.simulation.EventModel;
import picocli.CommandLine.Command;

/**
 * {@code train}: does a little of everything in one JVM, so that the launcher can archive the classes that it loads. Hidden: it
 * is of no use to anybody else.
 */
@Command(name = "train", hidden = true, description = "Do a little of everything, for the launcher's class archive.")
final class TrainVerb implements Callable<Integer> {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Terminal terminal;

  TrainVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    new ScenarioReader(Engines.TASKS, Engines.EVENTS).read(Main.home().resolve("config/scenarios/bank.conf"), List.of()).cells(Engines.TASKS, Engines.EVENTS);
    List<ForkResult> forks = new ArrayList<>();
    for (EngineKind kind : Engines.ALL) {
      ForkOrder order =
          new ForkOrder(
              "bank",
              Map.of("transfers", "1000"),
              1,
              kind.name(),
              1,
              Coordination.of(Policy.ORDERED),
              Optional.empty(),
              Optional.empty(),
              Measuring.once(),
              60 * SECOND_NANOS,
              60 * SECOND_NANOS,
              Optional.empty(),
              Map.of(),
              Optional.empty(),
              Optional.empty());
      ForkOrder sent = Json.read(Json.line(order), ForkOrder.class);
      ForkReport report = new Performance(sent, progress -> {}, stuck -> {}).perform();
      if (report.status() != Status.MEASURED) {
        throw new IllegalStateException(kind.name() + ": " + report.reason().orElse(""));
      }
      forks.add(ForkResult.of(new CellName("bank", kind.name(), 1, Optional.of("ordered"), Map.of(), Map.of(), 1), 1, 1, report));
    }
    trainCluster();
    Comparison comparison = new Comparison(forks, "sequential");
    ResultDocument document =
        ResultDocument.of(
            new ResultDocument.RunId("training", "bank", 1),
            Environment.read(Version.program(), Main.home()),
            comparison,
            new Judgement(comparison, List.of()));
    new ResultTable(comparison).lines().forEach(terminal.out()::println);
    terminal.out().println(Json.pretty(document).length() + " characters of result");
    return document.verdict().exitCode();
  }

  /** What nodes need to find each other is a good part of their start. */
  private static void trainCluster() throws InterruptedException {
    EventModels models = new EventModels("phold", Optional.empty(), Map.of("entities", "64"), Map.of());
    EventModel model = Json.read(Json.line(models), EventModels.class).build();
    try (EventEngine engine = OneJvmCluster.KIND.open()) {
      var _ = engine.perform(EventAssignment.of(model, 1, new Horizon(Horizon.ENDLESS, 1_000, 0), 2, 2));
    }
  }
}
