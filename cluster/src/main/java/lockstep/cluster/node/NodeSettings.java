package lockstep.cluster.node;

import java.util.List;

/**
 * Where a node is, and whom it joins.
 *
 * @param name what it is called in logs and messages: {@code node-2}; lower-case letters, digits and hyphens
 * @param version of the program; only nodes of the same version form a cluster
 * @param host the name or number of the interface that it listens at
 * @param port that it listens at; 0 for one that is free
 * @param seeds nodes that it joins, as {@code host:port}; none: it forms a cluster that others join
 */
public record NodeSettings(String name, String version, String host, int port, List<String> seeds) {

  /** The only interface that others in the network do not reach. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final int MOST_PORT = 65_535;

  public NodeSettings {
    if (!name.matches("[a-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("the name of a node must be 1 to 64 of a-z, 0-9 and -, got " + name);
    }
    checkPort(port);
    seeds = List.copyOf(seeds);
    for (String seed : seeds) {
      if (!seed.matches("[A-Za-z0-9.-]+:[0-9]{1,5}")) {
        throw new IllegalArgumentException("a seed must be HOST:PORT, got " + seed);
      }
    }
  }

  static void checkPort(int port) {
    if (port < 0 || port > MOST_PORT) {
      throw new IllegalArgumentException("the port must be in [0, " + MOST_PORT + "], got " + port);
    }
  }
}
