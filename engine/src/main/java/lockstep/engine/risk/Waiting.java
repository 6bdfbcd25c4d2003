package lockstep.engine.risk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import lockstep.engine.Policy;
import lockstep.engine.Traced;
import lockstep.engine.risk.Request.Need;

/**
 * Follows the moves of a trace: who has what, who asks for what, who waits for whom.
 *
 * <p>A request waits once somebody has what it asks for in such a way that it cannot be granted. From then on it waits until it is granted or
 * given up, also while what it asked for is free for a moment. Whom it waits for are those who have it, at each moment; not those who stand before it in
 * a line. A request under {@code try-lock} by a task that has something already is refused at once, and does not wait.
 */
final class Waiting {

  private final Policy policy;
  private final IntUnaryOperator permits;
  private final Map<Integer, Resource> resources = new HashMap<>();
  private final Map<Integer, Performer> performers = new HashMap<>();

  /** Those that wait, and those of them that may be in longer chains after the move than before. */
  private final Set<Request> waiting = new LinkedHashSet<>();

  private final Set<Request> deepened = new LinkedHashSet<>();
  private final Chains chains = new Chains();
  private final List<Wait> waits = new ArrayList<>();
  private final List<Circle> circles = new ArrayList<>();
  private long requests;
  private long now;

  private Waiting(Policy policy, IntUnaryOperator permits) {
    this.policy = policy;
    this.permits = permits;
  }

  /**
   * Follows a history.
   *
   * @param moves legal, in their order
   * @param permits how many permits each resource has, the gate of the policy {@code arbiter} included
   */
  static Waiting of(List<Traced> moves, Policy policy, IntUnaryOperator permits) {
    Waiting all = new Waiting(policy, permits);
    JointNeeds joint = new JointNeeds(moves, policy);
    for (int n = 0; n < moves.size(); n++) {
      all.follow(moves.get(n), joint.of(n));
    }
    return all;
  }

  /** All waits by their ends; last those that had not ended, up to the last move. */
  List<Wait> waits() {
    List<Wait> all = new ArrayList<>(waits);
    waiting.forEach(request -> all.add(request.until(now)));
    return all;
  }

  /** All circles in which workers came to wait for each other, in their order. */
  List<Circle> circles() {
    return List.copyOf(circles);
  }

  private void follow(Traced move, List<Traced> asked) {
    now = move.nanos();
    Performer performer = performers.computeIfAbsent(move.worker(), Performer::new);
    switch (move.move()) {
      case WANTS -> {
        if (!asked.isEmpty()) {
          asks(performer, move, asked.stream().map(this::need).toList());
        }
      }
      case GRANTED -> granted(performer);
      case RELEASED -> givesBack(performer, need(move));
      case PUT -> puts(need(move));
      case RETRY -> asksNoMore(performer);
      case COMMIT -> performer.has.clear();
    }
    measureChains();
  }

  private Need need(Traced move) {
    Resource resource = resources.computeIfAbsent(move.resource(), r -> new Resource(permits.applyAsInt(r)));
    return new Need(resource, Objects.requireNonNull(move.mode()), move.permits());
  }

  private void asks(Performer performer, Traced move, List<Need> needs) {
    Request request = new Request(performer, requests++, move.task(), needs, now);
    performer.request = request;
    if (policy == Policy.TRY_LOCK && move.held() > 0) {
      return;
    }
    needs.forEach(need -> need.resource().isAskedBy(request));
    if (request.isRefused()) {
      beginsToWait(request);
    }
  }

  private void beginsToWait(Request request) {
    request.beginsToWait();
    waiting.add(request);
    request.needs.forEach(need -> need.resource().isAwaitedBy(request));
    for (Resource held : request.performer.held()) {
      held.waitingHolders++;
      if (held.isAwaited()) {
        looksAgain(held);
        deepened.addAll(waiting);
      }
    }
    if (request.deepens(now)) {
      deepened.add(request);
    }
    measureChains();
    if (request.circle().size() > 1 && Circle.isHopeless(request, waiting)) {
      circles.add(Circle.of(request.circle(), now));
    }
  }

  /** Those who wait for a resource may be in longer chains than before, or in shorter ones; and so may those who wait for them. */
  private void looksAgain(Resource resource) {
    boolean longer = false;
    for (Request request : resource.asking) {
      longer |= request.deepens(now);
    }
    if (longer) {
      deepened.addAll(waiting);
    }
  }

  private void measureChains() {
    if (!deepened.isEmpty()) {
      chains.measure(deepened);
      deepened.clear();
    }
  }

  /** Granted or not. */
  private void asksNoMore(Performer performer) {
    Request request = performer.request;
    if (request == null) {
      return;
    }
    performer.request = null;
    request.needs.forEach(need -> need.resource().isAskedNoMoreBy(request));
    if (waiting.remove(request)) {
      waits.add(request.ends(now));
      for (Resource held : performer.held()) {
        held.waitingHolders--;
        looksAgain(held);
      }
    }
  }

  /** A request is granted at once, also one that the trace tells need by need. */
  private void granted(Performer performer) {
    Request request = performer.request;
    if (request == null) {
      return;
    }
    asksNoMore(performer);
    for (Need need : request.needs) {
      need.resource().granted(performer, need.mode(), need.permits());
      performer.has.put(need.resource(), need);
    }
    for (Need need : request.needs) {
      need.resource().disappointed().forEach(this::beginsToWait);
      changed(need.resource());
    }
    request.bypassed().forEach(Request::isBypassed);
  }

  /** Nobody asks for more while giving back, so a task that asks has given up. */
  private void givesBack(Performer performer, Need need) {
    asksNoMore(performer);
    need.resource().givenBack(performer, need.mode(), need.permits());
    performer.has.remove(need.resource());
    changed(need.resource());
  }

  private void puts(Need need) {
    need.resource().put(need.permits());
    changed(need.resource());
  }

  /** Other workers have a resource, or other permits are free. */
  private void changed(Resource resource) {
    if (resource.waitingHolders > 0) {
      looksAgain(resource);
    }
  }
}
