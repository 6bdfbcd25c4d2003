package lockstep.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import lockstep.cluster.node.HostNode;
import lockstep.cluster.node.NodeSettings;
import lockstep.engine.EngineFailure;
import lockstep.node.fork.AnyModel;
import lockstep.node.fork.Json;
import lockstep.node.result.ExitCode;
import lockstep.node.run.Refusal;
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
      Runtime.getRuntime().addShutdownHook(new Thread(node::close));
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
    int colon = listen.lastIndexOf(':');
    try {
      NodeSettings settings =
          new NodeSettings(
              name, Version.program(), listen.substring(0, Math.max(0, colon)), Integer.parseInt(listen.substring(colon + 1)), seeds);
      return new HostNode(settings, recipe -> Json.read(recipe, AnyModel.class).build());
    } catch (NumberFormatException e) {
      throw new ParameterException(spec.commandLine(), "--listen must be HOST:PORT, got " + listen, e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (EngineFailure e) {
      throw new Refusal(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()), e);
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
