package lockstep.engine.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The strongly connected components of an order of resources: a cycle never leaves one (Kosaraju; Sharir, "A strong-connectivity
 * algorithm and its applications in data flow analysis", 1981).
 */
final class StrongOrder {

  private final Map<Integer, List<Integer>> forward = new HashMap<>();
  private final Map<Integer, List<Integer>> backward = new HashMap<>();

  /** Of an order, from each resource to those after it. */
  StrongOrder(SortedMap<Integer, ? extends SortedMap<Integer, ?>> order) {
    order.forEach(
        (from, all) -> {
          for (int to : all.keySet()) {
            forward.computeIfAbsent(from, r -> new ArrayList<>()).add(to);
            backward.computeIfAbsent(to, r -> new ArrayList<>()).add(from);
          }
        });
  }

  /** The number of the component of each resource that is before or after another. */
  Map<Integer, Integer> components() {
    List<Integer> finished = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    forward.keySet().forEach(resource -> visit(resource, forward::get, seen, finished));
    backward.keySet().forEach(resource -> visit(resource, forward::get, seen, finished));
    Map<Integer, Integer> components = new HashMap<>();
    Set<Integer> reached = new HashSet<>();
    for (int resource : finished.reversed()) {
      List<Integer> component = new ArrayList<>();
      visit(resource, backward::get, reached, component);
      component.forEach(member -> components.put(member, resource));
    }
    return components;
  }

  /** Adds what can be reached to a list, each after all that can be reached from it first. */
  private static void visit(int start, Function<Integer, List<Integer>> next, Set<Integer> seen, List<Integer> finished) {
    record Visit(int resource, ArrayDeque<Integer> left) {}
    if (!seen.add(start)) {
      return;
    }
    ArrayDeque<Visit> visits = new ArrayDeque<>();
    visits.push(new Visit(start, queue(next.apply(start))));
    while (!visits.isEmpty()) {
      Visit visit = visits.peek();
      Integer to = visit.left().poll();
      if (to == null) {
        finished.add(visits.pop().resource());
      } else if (seen.add(to)) {
        visits.push(new Visit(to, queue(next.apply(to))));
      }
    }
  }

  private static ArrayDeque<Integer> queue(@Nullable List<Integer> list) {
    return list == null ? new ArrayDeque<>() : new ArrayDeque<>(list);
  }
}
