package lockstep.cluster.node;

import java.util.List;
import lockstep.cluster.task.Hosts;
import lockstep.cluster.task.TaskConductor;
import lockstep.cluster.task.TaskOrder;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The hosts of an assignment of tasks.
 *
 * @param recipe of its model
 * @param hosts in the order of their numbers
 */
record TaskHosts(Recipe recipe, List<ActorRef<Host.Command>> hosts) implements Hosts {

  TaskHosts {
    hosts = List.copyOf(hosts);
  }

  @Override
  public int count() {
    return hosts.size();
  }

  @Override
  public ActorRef<?> host(int node) {
    return hosts.get(node);
  }

  @Override
  public String name(int node) {
    return hosts.get(node).path().address().toString();
  }

  @Override
  public String shortName(int node) {
    return hosts.get(node).path().name();
  }

  @Override
  public void open(TaskOrder order, ActorRef<TaskConductor.Command> conductor) {
    hosts.get(order.node()).tell(new Host.OpenTasks(recipe.id(), order, conductor));
  }

  @Override
  public void teach(int node) {
    recipe.parts().forEach(hosts.get(node)::tell);
  }
}
