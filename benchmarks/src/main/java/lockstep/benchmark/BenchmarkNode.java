package lockstep.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lockstep.cluster.node.HostNode;
import lockstep.cluster.node.NodeSettings;

/** A node of {@link BenchmarkNodes}, in a JVM of its own: reads from standard input whom to join, and ends with that input. */
final class BenchmarkNode {

  /** Of all nodes alike. */
  static final String VERSION = "benchmark";

  private BenchmarkNode() {}

  public static void main(String[] arguments) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String seed = in.readLine();
    if (seed != null) {
      NodeSettings settings = new NodeSettings(arguments[0], VERSION, NodeSettings.LOOPBACK, 0, List.of(seed));
      HostNode node = new HostNode(settings, NodeModels::of);
      System.err.println(arguments[0] + " listens at " + node.address());
      while (in.readLine() != null) {
        // Only the end matters.
      }
    }
    Runtime.getRuntime().halt(0);
  }
}
