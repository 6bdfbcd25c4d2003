package lockstep.cluster.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a node is, and whom it joins.
 *
 * @param name what it is called in logs and messages: {@code node-2}; lower-case letters, digits and hyphens
 * @param version of the program; only nodes of the same version form a cluster
 * @param host the name or number of the interface that it listens at
 * @param port that it listens at; 0 for one that is free
 * @param seeds nodes that it joins, as {@code host:port}; none: it forms a cluster that others join
 * @param tls the folder of its key and certificate ({@code tls.key}, {@code tls.crt}) and of the certificate that signed those of all nodes
 *     ({@code ca.crt}), in PEM; it then talks only by TLS 1.3 with who has such a certificate, too. Empty: in clear text, with anybody
 */
public record NodeSettings(String name, String version, String host, int port, List<String> seeds, Optional<Path> tls) {

  private static final List<String> TLS_FILES = List.of("tls.key", "tls.crt", "ca.crt");

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
    for (String file : tls.isPresent() ? TLS_FILES : List.<String>of()) {
      if (!Files.isReadable(tls.get().resolve(file))) {
        throw new IllegalArgumentException("for TLS a node needs the files " + String.join(", ", TLS_FILES) + ", and cannot read " + tls.get().resolve(file));
      }
    }
  }

  /** A node that talks in clear text. */
  public NodeSettings(String name, String version, String host, int port, List<String> seeds) {
    this(name, version, host, port, seeds, Optional.empty());
  }

  static void checkPort(int port) {
    if (port < 0 || port > MOST_PORT) {
      throw new IllegalArgumentException("the port must be in [0, " + MOST_PORT + "], got " + port);
    }
  }
}
