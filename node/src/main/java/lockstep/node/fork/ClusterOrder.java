package lockstep.node.fork;

/**
 * On which nodes a fork is to run a model.
 *
 * @param nodes how many JVMs it starts for that, besides its own
 * @param log where they write what they have to say: node 2 to this and {@code -node-2.log}
 * @param version of the program
 */
public record ClusterOrder(int nodes, String log, String version) {}
