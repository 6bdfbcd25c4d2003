package lockstep.contrast;

import lockstep.cluster.task.ActorsEngine;
import lockstep.node.fork.Finding;
import org.apache.pekko.actor.typed.ActorRef;

/** What no engine of threads may do, a class for each. */
public interface ContrastOffence {

  record SeesCluster(ActorsEngine engine) {}

  record SeesNode(Finding finding) {}

  record SeesPekko(ActorRef<String> actor) {}
}
