package lockstep.cluster.node;

/**
 * How a node finds the others where nobody can tell it their addresses: it asks Kubernetes for the pods that have a label, and these over HTTP
 * whether there is a cluster to join. When there is none, and enough of them agree, the one with the lowest address forms it.
 *
 * @param service the value of the label {@code app} that the pods of the nodes have; lower-case letters, digits and hyphens
 * @param nodes how many have to be found before a cluster is formed
 * @param host the interface at which it answers such questions, and the probes of Kubernetes
 * @param port its port there
 */
public record Bootstrap(String service, int nodes, String host, int port) {

  /** Of a container, by which others find where a pod answers. */
  static final String PORT_NAME = "management";

  private static final int MOST_NODES = 64;

  public Bootstrap {
    if (!service.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
      throw new IllegalArgumentException("the label of nodes must be 1 to 63 of a-z, 0-9 and -, got " + service);
    }
    if (nodes < 1 || nodes > MOST_NODES) {
      throw new IllegalArgumentException("the number of nodes must be in [1, " + MOST_NODES + "], got " + nodes);
    }
    NodeSettings.checkPort(port);
  }
}
