package lockstep.node.fork;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lockstep.cluster.node.NodeSettings;
import lockstep.engine.EngineFailure;
import lockstep.node.network.PrivateNetwork;

/**
 * A node of a cluster on this machine, in a JVM of its own that is told over its standard input whom to join and when to leave. When that
 * input ends, for whatever reason, so does the process.
 */
final class NodeProcess implements AutoCloseable {

  /** On standard input, after the address to join: leave the cluster and end. */
  static final String LEAVE = "leave";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LEAST_HEAP_MIB = 256;

  private final int number;
  private final Path log;
  private final Process process;
  private volatile boolean leaving;

  /**
   * Starts it.
   *
   * @param number its own, from 1
   * @param nodes how many there are: the heaps of all together may become as large as that of this JVM, or 256 MiB each
   * @param cores how many cores it is to count on; empty: those of the machine
   * @param disk the folder where it is to write snapshots; empty: nowhere
   * @param log where its standard output and error go
   * @param network that it is to be in, once {@link PrivateNetwork#connect connected}; empty: that of this JVM
   * @throws EngineFailure when no JVM can be started
   */
  NodeProcess(int number, int nodes, Optional<Integer> cores, Optional<Path> disk, Path log, Optional<PrivateNetwork> network) {
    this.number = number;
    this.log = log;
    long heapMib = Math.max(LEAST_HEAP_MIB, (Runtime.getRuntime().maxMemory() >> 20) / nodes);
    List<String> node = new ArrayList<>(List.of("node", "--name", name(number), "--listen", address(network) + ":0", "--attached"));
    disk.ifPresent(folder -> node.addAll(List.of("--snapshots", folder.toString())));
    List<String> command = JvmCommand.ofProgram(cores, List.of("-Xms16m", "-Xmx" + heapMib + "m", "-Xss512k"), node);
    try {
      this.process = new ProcessBuilder(network.isPresent() ? PrivateNetwork.apart(command) : command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    } catch (IOException e) {
      throw new EngineFailure("node " + number + " cannot be started: " + e.getMessage(), e);
    }
  }

  /** What a node is called in its cluster. */
  static String name(int number) {
    return "node-" + number;
  }

  private String address(Optional<PrivateNetwork> network) {
    return network.map(own -> own.address(number)).orElse(NodeSettings.LOOPBACK);
  }

  /** Brings it into the network that it is to be in. */
  void connect(PrivateNetwork network) {
    network.connect(number, process.pid());
  }

  /** Tells it whom to join. */
  void join(String seed) {
    tell(seed);
  }

  /** Has somebody told, by a thread of its own, when the process ends without having been told to leave. */
  void whenLost(Consumer<String> told) {
    var _ = process.onExit().thenAccept(ended -> {
      if (!leaving) {
        told.accept("node " + number + " " + LastWords.ended(ended.exitValue()) + LastWords.of(log));
      }
    });
  }

  /** Tells it to leave; does not wait. */
  void leave() {
    leaving = true;
    tell(LEAVE);
  }

  /** A node that has died cannot be written to; its end is told elsewhere. */
  private void tell(String line) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      process.destroyForcibly();
    }
  }

  /** Kills it, as something else than this program would. */
  void strike() {
    process.destroyForcibly();
  }

  /** Has it stand still. */
  void pause() {
    signal("STOP");
  }

  /** Has it go on after it stood still. */
  void goOn() {
    signal("CONT");
  }

  /** A process that has ended gets no signals. */
  private void signal(String name) {
    try {
      var _ = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (IOException e) {
      throw new EngineFailure("node " + number + " cannot be sent the signal " + name + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until it has ended by itself; returns its exit code if it has. */
  OptionalInt awaitEnd(long seconds) throws InterruptedException {
    var _ = process.waitFor(seconds, TimeUnit.SECONDS);
    return exitCode();
  }

  /** Its exit code, if it has ended. */
  OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Ends it at once. */
  void kill() {
    leaving = true;
    process.destroyForcibly();
  }

  /** Waits until it has ended, but not for ever: then it is killed. */
  @Override
  public void close() {
    close(System.nanoTime());
  }

  /**
   * The same for one of several that were told to leave together.
   *
   * @param sinceNanos from when on it is waited for
   */
  void close(long sinceNanos) {
    leaving = true;
    try {
      var _ = process.waitFor(PATIENCE.toNanos() - (System.nanoTime() - sinceNanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
