package lockstep.cluster.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.pekko.actor.typed.ActorRef;

/** What a conductor knows of the nodes that perform an assignment, by number. Used by one thread at a time. */
final class Members {

  private final Deal deal;
  private final List<ActorRef<Host.Command>> hosts;
  private final List<Optional<Conductor.Opened>> opened = new ArrayList<>();
  private final List<Optional<Conductor.Stopped>> stopped = new ArrayList<>();
  private final List<List<String>> places = new ArrayList<>();

  /**
   * @param hosts in the order of their numbers; at least as many as there are nodes
   */
  Members(Deal deal, List<ActorRef<Host.Command>> hosts) {
    this.deal = deal;
    this.hosts = List.copyOf(hosts.subList(0, deal.nodes()));
    for (int node = 0; node < deal.nodes(); node++) {
      opened.add(Optional.empty());
      stopped.add(Optional.empty());
      places.add(List.of());
    }
  }

  /** Whether there is such a node. */
  boolean has(int node) {
    return node >= 0 && node < deal.nodes();
  }

  ActorRef<Host.Command> host(int node) {
    return hosts.get(node);
  }

  /** For people. */
  String name(int node) {
    return "node " + (node + 1) + " (" + hosts.get(node).path().address() + ")";
  }

  /** Whether the share of a node is open. */
  boolean isOpen(int node) {
    return opened.get(node).isPresent();
  }

  void open(Conductor.Opened how) {
    opened.set(how.node(), Optional.of(how));
  }

  /** The share of a node that has opened it. */
  ActorRef<ShareActor.Command> share(int node) {
    return opened.get(node).orElseThrow().share();
  }

  /** Those that are open. */
  List<ActorRef<ShareActor.Command>> shares() {
    return opened.stream().flatMap(Optional::stream).map(Conductor.Opened::share).toList();
  }

  /** Which node has that share; empty when none has. */
  OptionalInt nodeOf(ActorRef<?> share) {
    return opened.stream()
        .flatMap(Optional::stream)
        .filter(open -> open.share().path().equals(share.path()))
        .mapToInt(Conductor.Opened::node)
        .findFirst();
  }

  /** The vault that holds what a node keeps, as well, when that is kept twice; empty for a node alone. */
  Optional<ActorRef<Vault.Command>> buddy(int node, Custody custody) {
    return deal.nodes() == 1 || !custody.twice() ? Optional.empty() : opened.get(deal.buddy(node)).map(Conductor.Opened::vault);
  }

  void stop(Conductor.Stopped how) {
    stopped.set(how.node(), Optional.of(how));
  }

  /** How those stopped that have. */
  List<Conductor.Stopped> stopped() {
    return stopped.stream().flatMap(Optional::stream).toList();
  }

  /** A node has told where in the model's code it is; returns where all are, as far as they have told. */
  List<String> places(int node, List<String> now) {
    places.set(node, now);
    return places.stream().flatMap(List::stream).toList();
  }
}
