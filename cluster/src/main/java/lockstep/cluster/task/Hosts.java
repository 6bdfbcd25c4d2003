package lockstep.cluster.task;

import org.apache.pekko.actor.typed.ActorRef;

/** The hosts of an assignment, numbered from 0. */
public interface Hosts {

  /** How many there are. */
  int count();

  /** A host's actor, which ends no sooner than its node. */
  ActorRef<?> host(int node);

  /** What a host is called in messages to people. */
  String name(int node);

  /** The same in a word, where that is enough. */
  String shortName(int node);

  /** Tells a host to open a share, which is answered to the conductor. */
  void open(TaskOrder order, ActorRef<TaskConductor.Command> conductor);

  /** Tells a host what it builds the model from. */
  void teach(int node);
}
