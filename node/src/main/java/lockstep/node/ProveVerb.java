package lockstep.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import lockstep.engine.ModelFailure;
import lockstep.engine.proof.Limits;
import lockstep.node.fork.Engines;
import lockstep.node.fork.Json;
import lockstep.node.prove.ProofDocument;
import lockstep.node.prove.ProvedCase;
import lockstep.node.prove.ScenarioProof;
import lockstep.node.result.ExitCode;
import lockstep.node.result.RunFolder;
import lockstep.node.run.Refusal;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.Scenario;
import lockstep.node.scenario.ScenarioOverride;
import lockstep.node.scenario.ScenarioReader;
import lockstep.node.scenario.ScenarioText;
import lockstep.node.terminal.ProofView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prove}: explores what the engines and policies of a scenario can come to, and tells whether they can deadlock. */
@Command(
    name = "prove",
    description = {
      "Prove or disprove deadlock, livelock and starvation for the engines and policies of a scenario of tasks, on an abstract",
      "machine that traces of the engines are held against."
    },
    footer = {
      "",
      "Examples:",
      "  ./lockstep prove config/scenarios/philosophers-deadlock.conf",
      "  ./lockstep prove config/scenarios/philosophers-deadlock.conf --policies arbiter --set params.seats=5 --gate 5",
      "",
      "Exit codes: 0 no deadlock is possible, 11 unknown whether one is, 12 a deadlock is possible or an engine does not conform."
    })
final class ProveVerb implements Callable<Integer> {

  @Parameters(paramLabel = "SCENARIO", description = "The scenario file.")
  private @Nullable Path scenario;

  @Option(names = "--engines", paramLabel = "NAME,…", description = "Engines, instead of the scenario's.")
  private @Nullable String engines;

  @Option(names = "--policies", paramLabel = "NAME,…", description = "Policies, instead of the scenario's.")
  private @Nullable String policies;

  @Option(names = "--workers", paramLabel = "N,…", description = "Numbers of workers, instead of the scenario's.")
  private @Nullable String workers;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any other value of the scenario. May be repeated.")
  private List<String> assignments = new ArrayList<>();

  @Option(names = "--gate", paramLabel = "N", description = "How many tasks the arbiter lets in, not what the model declares safe.")
  private @Nullable Integer gate;

  @Option(
      names = "--states",
      paramLabel = "N",
      defaultValue = "4000000",
      description = "How many states are explored at most, for each case (default: ${DEFAULT-VALUE}).")
  private int states = Limits.USUAL.states();

  @Option(
      names = "--traces",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many traces of each engine are held against the machine, for each case (default: ${DEFAULT-VALUE}).")
  private int traces = 1;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "results",
      description = "Where the proof is kept, with diagrams of deadlocks (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("results");

  @Option(names = "--json", description = "Print the proof document on standard output, and nothing else there.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Terminal terminal;

  ProveVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    atLeast("--gate", gate == null ? 1 : gate, 1);
    atLeast("--states", states, 1);
    atLeast("--traces", traces, 0);
    Path file = Objects.requireNonNull(scenario);
    Scenario read = new ScenarioReader(Engines.TASKS, Engines.EVENTS).read(file, overrides());
    List<Cell> cells = read.cells(Engines.TASKS, Engines.EVENTS);
    if (cells.stream().noneMatch(ScenarioProof::isProvable)) {
      throw new Refusal(ExitCode.BAD_SCENARIO, file + ": must coordinate tasks by a policy that guards them, or there is nothing to prove", null);
    }
    OptionalInt inside = gate == null ? OptionalInt.empty() : OptionalInt.of(gate);
    try {
      List<ProvedCase> cases = new ScenarioProof(read, Limits.USUAL.withStates(states), traces, inside).prove(cells);
      ProofDocument document = ProofDocument.of(read.name(), cases);
      Path folder = keep(read, cases, document);
      show(cases, document, folder);
      return document.verdict().exitCode();
    } catch (ModelFailure e) {
      throw new Refusal(ExitCode.INCONCLUSIVE, file + ": the model fails: " + e.getMessage(), e);
    }
  }

  private void atLeast(String option, int value, int least) {
    if (value < least) {
      throw new ParameterException(spec.commandLine(), option + " must be at least " + least + ", got " + value);
    }
  }

  private List<ScenarioOverride> overrides() {
    List<ScenarioOverride> overrides = new ArrayList<>();
    list(overrides, "--engines", "engines", engines);
    list(overrides, "--policies", "policies", policies);
    list(overrides, "--workers", "workers", workers);
    assignments.forEach(assignment -> overrides.add(ScenarioOverride.set(assignment)));
    return overrides;
  }

  private static void list(List<ScenarioOverride> overrides, String option, String key, @Nullable String values) {
    if (values != null) {
      overrides.add(new ScenarioOverride(option + " " + values, key, "[" + values + "]"));
    }
  }

  private Path keep(Scenario read, List<ProvedCase> cases, ProofDocument document) {
    try (RunFolder folder = new RunFolder(out, read.name() + "-proof")) {
      folder.write("scenario.conf", ScenarioText.of(read));
      folder.write("proof.json", Json.pretty(document));
      for (Map.Entry<String, String> diagram : ProofDocument.diagrams(cases).entrySet()) {
        folder.write(diagram.getKey(), diagram.getValue());
      }
      return folder.publish();
    } catch (IOException e) {
      throw new Refusal(ExitCode.CANNOT_WRITE, "the proof cannot be written to " + out + ": " + e.getMessage(), e);
    }
  }

  private void show(List<ProvedCase> cases, ProofDocument document, Path folder) {
    if (json) {
      terminal.out().print(Json.pretty(document));
      return;
    }
    new ProofView(cases).lines().forEach(terminal.out()::println);
    terminal.out().println();
    terminal.out().println(document.verdict().sentence());
    terminal.out().println("Proof: " + folder);
  }
}
