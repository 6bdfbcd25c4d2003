package lockstep.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import lockstep.cluster.node.Bootstrap;
import lockstep.cluster.node.HostNode;
import lockstep.cluster.node.NodeSettings;
import lockstep.engine.EngineFailure;
import lockstep.node.fork.AnyModel;
import lockstep.node.fork.Json;
import lockstep.node.result.ExitCode;
import lockstep.node.run.Refusal;
import lockstep.simulation.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code node}: is a node of a cluster, until it is told to leave. */
@Command(
    name = "node",
    description = "Be a node of a cluster, until a signal ends it. Runs with --nodes start such processes by themselves.",
    footer = {"", "Example:", "  ./lockstep node --listen 127.0.0.1:17355 --seed 127.0.0.1:17355"})
final class NodeVerb implements Callable<Integer> {

  /** The exit code of a node whose launcher is gone. */
  private static final int LAUNCHER_GONE = 75;

  @Option(names = "--name", paramLabel = "NAME", description = "What it is called (default: ${DEFAULT-VALUE}).", defaultValue = "node")
  private String name = "node";

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = NodeSettings.LOOPBACK + ":0",
      description = "Where it listens; port 0 is any that is free (default: ${DEFAULT-VALUE}).")
  private String listen = NodeSettings.LOOPBACK + ":0";

  @Option(names = "--seed", paramLabel = "HOST:PORT", description = "A node to join; its own address to be the first. May be repeated.")
  private List<String> seeds = new ArrayList<>();

  @Option(
      names = "--bootstrap",
      paramLabel = "LABEL",
      description = "Instead of seeds: find the nodes among the pods of Kubernetes with the label app=LABEL.")
  private Optional<String> bootstrap = Optional.empty();

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "With --bootstrap: how many nodes have to be found to form a cluster (default: ${DEFAULT-VALUE}).")
  private int nodes = 3;

  @Option(
      names = "--management",
      paramLabel = "HOST:PORT",
      defaultValue = NodeSettings.LOOPBACK + ":7626",
      description = "With --bootstrap: where it answers other nodes and probes over HTTP (default: ${DEFAULT-VALUE}).")
  private String management = NodeSettings.LOOPBACK + ":7626";

  @Option(
      names = "--tls",
      paramLabel = "FOLDER",
      description = "Talk by TLS, with who has a certificate of the same signer: FOLDER has tls.key, tls.crt and ca.crt.")
  private Optional<Path> tls = Optional.empty();

  @Option(
      names = "--snapshots",
      paramLabel = "FOLDER",
      description = "A folder for snapshots that a run wants on disk; without it, none are written. Runs give it to nodes that they start.")
  private Optional<Path> snapshots = Optional.empty();

  @Option(
      names = "--attached",
      description = "Read the seed from standard input; leave when a line says \"leave\", and end with the input.")
  private boolean attached;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Terminal terminal;

  NodeVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    if (attached) {
      String seed = in.readLine();
      if (seed == null) {
        return LAUNCHER_GONE;
      }
      seeds = List.of(seed);
    }
    try (HostNode node = start()) {
      terminal.err().println("lockstep: " + name + " listens at " + node.address() + ", heap " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
      node.closeBeforeJvmEnds();
      if (attached) {
        Thread.ofPlatform().daemon().name("launcher-watch").start(() -> follow(in, node));
      }
      Optional<String> reason = node.awaitEnd();
      if (node.messagesRefused() > 0) {
        terminal.err().println("lockstep: " + name + " refused " + node.messagesRefused() + " messages that are none of this program's");
      }
      if (reason.isPresent()) {
        throw new Refusal(ExitCode.UNAVAILABLE, name + " ended: " + reason.get(), null);
      }
      return ExitCode.PASS.code();
    }
  }

  private HostNode start() {
    if (bootstrap.isPresent() && !seeds.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "a node either finds others by --bootstrap or joins a --seed, not both");
    }
    try {
      NodeSettings settings = new NodeSettings(name, Version.program(), host(listen), port("--listen", listen), seeds, tls);
      Optional<Bootstrap> found =
          bootstrap.map(label -> new Bootstrap(label, nodes, host(management), port("--management", management)));
      return new HostNode(settings, found, snapshots, this::model);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (EngineFailure e) {
      throw new Refusal(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()), e);
    }
  }

  /** Of whom anybody may join, code is taken from nobody. */
  private Model model(String recipe) {
    AnyModel models = Json.read(recipe, AnyModel.class);
    if (!attached && models.classes().isPresent()) {
      throw new IllegalArgumentException("it performs the simulations that it has, and takes none from a file");
    }
    return models.build();
  }

  private static String host(String address) {
    return address.substring(0, Math.max(0, address.lastIndexOf(':')));
  }

  private int port(String option, String address) {
    try {
      return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    } catch (NumberFormatException e) {
      throw new ParameterException(spec.commandLine(), option + " must be HOST:PORT, got " + address, e);
    }
  }

  /** Leaves when the launcher says so, and ends at once when the launcher is gone. */
  private static void follow(BufferedReader in, HostNode node) {
    try {
      String line = in.readLine();
      if ("leave".equals(line)) {
        node.leave();
        return;
      }
    } catch (IOException e) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(LAUNCHER_GONE);
  }
}
