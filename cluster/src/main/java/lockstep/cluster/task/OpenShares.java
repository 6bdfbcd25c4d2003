package lockstep.cluster.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorPath;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** The shares of an assignment that are open, one at most on each host. Its conductor hears of the end of each, and of each host's. */
final class OpenShares {

  private final ActorContext<?> conductor;
  private final Hosts hosts;
  private final List<Optional<TaskReport.Opened>> shares = new ArrayList<>();

  OpenShares(ActorContext<?> conductor, Hosts hosts) {
    this.conductor = conductor;
    this.hosts = hosts;
    for (int node = 0; node < hosts.count(); node++) {
      shares.add(Optional.empty());
      conductor.watch(hosts.host(node));
    }
  }

  boolean has(int node) {
    return shares.get(node).isPresent();
  }

  void add(TaskReport.Opened opened) {
    shares.set(opened.node(), Optional.of(opened));
    conductor.watch(opened.share());
  }

  /** The nodes with a share. */
  List<Integer> nodes() {
    return IntStream.range(0, shares.size()).filter(this::has).boxed().toList();
  }

  /** By their nodes. */
  List<ActorRef<Gateway.Command>> gateways() {
    return shares.stream().flatMap(Optional::stream).map(TaskReport.Opened::gateway).toList();
  }

  void tell(int node, TaskShare.Command message) {
    share(node).tell(message);
  }

  /** Tells all. */
  void tell(TaskShare.Command message) {
    shares.stream().flatMap(Optional::stream).forEach(open -> open.share().tell(message));
  }

  /** Watches anew, which tells of the end of a share again: the first word of it may have crossed the first watch, and be lost. */
  void close(int node) {
    ActorRef<TaskShare.Command> share = share(node);
    share.tell(TaskShare.Order.CLOSE);
    conductor.unwatch(share);
    conductor.watch(share);
  }

  /** The node of a share or host that has ended, which has no share from then on; empty when it is of neither. */
  OptionalInt lose(ActorRef<?> gone) {
    ActorPath path = gone.path();
    OptionalInt node =
        IntStream.range(0, shares.size())
            .filter(
                other -> hosts.host(other).path().equals(path) || shares.get(other).filter(open -> open.share().path().equals(path)).isPresent())
            .findFirst();
    node.ifPresent(lost -> shares.set(lost, Optional.empty()));
    return node;
  }

  private ActorRef<TaskShare.Command> share(int node) {
    return shares.get(node).orElseThrow().share();
  }
}
