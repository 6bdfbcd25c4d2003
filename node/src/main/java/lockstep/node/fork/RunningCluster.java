package lockstep.node.fork;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lockstep.engine.EngineFailure;

/**
 * A cluster whose nodes run already, for forks to join instead of starting nodes of their own.
 *
 * @param host of its nodes: an address, or a name that stands for the addresses of all
 * @param port at which they listen
 * @param listen the interface at which a fork listens for what they answer
 * @param tls the folder of the fork's key and certificates, if the nodes talk by TLS
 */
public record RunningCluster(String host, int port, String listen, Optional<String> tls) {

  private static final int MOST_PORT = 65_535;

  public RunningCluster {
    if (host.isEmpty() || port < 1 || port > MOST_PORT) {
      throw new IllegalArgumentException("a cluster is at HOST:PORT, with a port in [1, " + MOST_PORT + "], got " + host + ":" + port);
    }
  }

  /**
   * The nodes to ask for joining, as {@code host:port}.
   *
   * @throws EngineFailure when nobody has that name
   */
  List<String> seeds() {
    try {
      List<String> seeds =
          Arrays.stream(InetAddress.getAllByName(host))
              .filter(Inet4Address.class::isInstance)
              .map(address -> address.getHostAddress() + ":" + port)
              .toList();
      if (seeds.isEmpty()) {
        throw new EngineFailure("there are no nodes at " + host + ":" + port + ": the name stands for no IPv4 address");
      }
      return seeds;
    } catch (UnknownHostException e) {
      throw new EngineFailure("there are no nodes at " + host + ":" + port + ": nobody has that name", e);
    }
  }
}
