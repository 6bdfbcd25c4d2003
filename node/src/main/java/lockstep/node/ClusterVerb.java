package lockstep.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockstep.engine.EngineFailure;
import lockstep.node.fork.StandingCluster;
import lockstep.node.result.ExitCode;
import lockstep.node.run.Refusal;
import lockstep.node.run.StandingNodes;
import lockstep.node.terminal.Quantity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cluster}: keeps nodes on this machine while runs come and go. */
@Command(
    name = "cluster",
    description = "Keep nodes on this machine, for runs with --cluster up to use instead of starting their own.",
    footer = {
      "",
      "Examples:",
      "  ./lockstep cluster up --nodes 3",
      "  ./lockstep run config/scenarios/phold.conf --nodes 3 --cluster up",
      "  ./lockstep cluster down"
    })
final class ClusterVerb {

  private static final int MOST_NODES = 64;
  private static final long PATIENCE_SECONDS = 30;

  private final Terminal terminal;
  private final Path folder = StandingNodes.folder(Main.home());

  @Spec private CommandSpec spec = CommandSpec.create();

  ClusterVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Stays until a signal ends it, or no node is left. */
  @Command(name = "up", description = "Start nodes, and keep them until Ctrl-C or \"cluster down\".")
  int up(@Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "How many (default: ${DEFAULT-VALUE}).") int nodes)
      throws InterruptedException {
    if (nodes < 1 || nodes > MOST_NODES) {
      throw new ParameterException(spec.commandLine(), "--nodes must be in [1, " + MOST_NODES + "], got " + nodes);
    }
    StandingNodes.up(folder).ifPresent(
        before -> {
          throw new Refusal(ExitCode.UNAVAILABLE, "a cluster is up already, at " + before.address() + "; \"cluster down\" ends it", null);
        });
    try {
      Files.createDirectories(folder);
      long begin = System.nanoTime();
      try (StandingCluster cluster = start(nodes)) {
        ProcessHandle own = ProcessHandle.current();
        new StandingNodes(own.pid(), StandingNodes.begun(own), cluster.address(), nodes).keep(folder);
        terminal
            .out()
            .println(nodes + " nodes are up after " + Quantity.nanos(System.nanoTime() - begin) + "; runs join them at " + cluster.address() + ", or with --cluster up. Logs: " + folder);
        terminal.out().flush();
        cluster.beforeJvmEnds(() -> end(cluster));
        cluster.awaitEnd();
      } finally {
        StandingNodes.forget(folder);
      }
    } catch (IOException e) {
      throw new Refusal(ExitCode.CANNOT_WRITE, folder + " cannot be written: " + e.getMessage(), e);
    }
    throw new Refusal(ExitCode.UNAVAILABLE, "no node is left", null);
  }

  /** On Ctrl-C and the like. */
  private void end(StandingCluster cluster) {
    cluster.close();
    forget();
  }

  private StandingCluster start(int nodes) throws InterruptedException {
    try {
      return new StandingCluster(nodes, Version.program(), folder, reason -> terminal.err().println("lockstep: " + reason));
    } catch (EngineFailure e) {
      throw new Refusal(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()), e);
    }
  }

  private StandingNodes standing() {
    return StandingNodes.up(folder).orElseThrow(ClusterVerb::none);
  }

  private static Refusal none() {
    return new Refusal(ExitCode.UNAVAILABLE, "no cluster is up; \"cluster up --nodes 3\" starts one", null);
  }

  /** One line for the cluster, and one for each node. */
  @Command(name = "status", description = "Tell which nodes are up.")
  int status() {
    StandingNodes standing = standing();
    long alive = standing.handle().map(handle -> handle.children().filter(ProcessHandle::isAlive).count()).orElse(0L);
    terminal.out().println(alive + " of " + standing.nodes() + " nodes are up; runs join them at " + standing.address());
    for (int node = 1; node <= standing.nodes(); node++) {
      terminal.out().println("node-" + node + "  " + StandingCluster.log(folder, node));
    }
    return ExitCode.PASS.code();
  }

  /** Each line with the name of its node. */
  @Command(name = "logs", description = "Show what nodes have said.")
  int logs(@Parameters(paramLabel = "NODE", arity = "0..1", defaultValue = "0", description = "The number of one; all when it is left out.") int only) {
    StandingNodes standing = standing();
    if (only < 0 || only > standing.nodes()) {
      throw new ParameterException(spec.commandLine(), "NODE must be in [1, " + standing.nodes() + "], got " + only);
    }
    for (int node = 1; node <= standing.nodes(); node++) {
      if (only == 0 || only == node) {
        show("node-" + node, StandingCluster.log(folder, node));
      }
    }
    return ExitCode.PASS.code();
  }

  private void show(String name, Path log) {
    try {
      Files.readAllLines(log).forEach(line -> terminal.out().println(name + " | " + line));
    } catch (IOException e) {
      throw new Refusal(ExitCode.UNAVAILABLE, log + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Has the process that keeps them end, as Ctrl-C does. */
  @Command(name = "down", description = "Have the nodes leave and end.")
  int down() throws InterruptedException {
    ProcessHandle keeper = standing().handle().orElseThrow(ClusterVerb::none);
    keeper.destroy();
    try {
      keeper.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      keeper.destroyForcibly();
      throw new Refusal(ExitCode.UNAVAILABLE, "the nodes did not leave within " + PATIENCE_SECONDS + " s, and were killed", e);
    } finally {
      forget();
    }
    terminal.out().println("All nodes have left.");
    return ExitCode.PASS.code();
  }

  private void forget() {
    try {
      StandingNodes.forget(folder);
    } catch (IOException e) {
      throw new Refusal(ExitCode.CANNOT_WRITE, folder + " cannot be written: " + e.getMessage(), e);
    }
  }
}
