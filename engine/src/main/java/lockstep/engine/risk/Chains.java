package lockstep.engine.risk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import lockstep.engine.risk.Request.Need;

/**
 * The longest chains of waits. Requests and resources that lead back to themselves are strongly connected components (Tarjan, "Depth-first
 * search and linear graph algorithms", SIAM Journal on Computing 1(2), 1972), in which all requests count.
 */
final class Chains {

  /** A part, and those after it that have not been looked at. */
  private record Step(Node node, Iterator<? extends Node> after) {}

  private final Deque<Step> path = new ArrayDeque<>();
  private final Deque<Node> open = new ArrayDeque<>();
  private long search;
  private int met;

  /** Tells requests that wait, and all that they wait for, in how long a chain they are. */
  void measure(Collection<Request> requests) {
    search++;
    met = 0;
    for (Request request : requests) {
      if (request.search != search) {
        begin(request);
        while (!path.isEmpty()) {
          goOn(path.element());
        }
      }
    }
  }

  private void begin(Node node) {
    node.search = search;
    node.order = ++met;
    node.lowest = node.order;
    node.open = true;
    node.chain = 0;
    open.push(node);
    path.push(new Step(node, after(node).iterator()));
  }

  private static List<? extends Node> after(Node node) {
    return switch (node) {
      case Request request -> request.needs.stream().filter(Need::isRefused).map(Need::resource).toList();
      case Resource resource when resource.waitingHolders > 0 ->
          resource.holders.stream().map(Performer::waiting).filter(Objects::nonNull).toList();
      case Resource _ -> List.of();
    };
  }

  private void goOn(Step step) {
    if (!step.after().hasNext()) {
      path.pop();
      close(step.node());
      return;
    }
    Node next = step.after().next();
    if (next.search != search) {
      begin(next);
    } else if (next.open) {
      step.node().lowest = Math.min(step.node().lowest, next.order);
    } else {
      step.node().chain = Math.max(step.node().chain, next.chain);
    }
  }

  /** All after it was looked at. */
  private void close(Node node) {
    if (node.lowest == node.order) {
      component(node);
    }
    Step before = path.peek();
    if (before != null) {
      before.node().lowest = Math.min(before.node().lowest, node.open ? node.lowest : before.node().lowest);
      before.node().chain = Math.max(before.node().chain, node.open ? 0 : node.chain);
    }
  }

  /** The parts that were opened since, all of which lead to each other. */
  private void component(Node first) {
    List<Request> requests = new ArrayList<>(1);
    List<Node> members = new ArrayList<>(1);
    int longest = 0;
    Node member;
    do {
      member = open.pop();
      member.open = false;
      members.add(member);
      longest = Math.max(longest, member.chain);
      if (member instanceof Request request) {
        requests.add(request);
      }
    } while (member != first);
    for (Node each : members) {
      each.chain = longest + requests.size();
    }
    requests.forEach(request -> request.isInChain(request.chain, requests));
  }
}
