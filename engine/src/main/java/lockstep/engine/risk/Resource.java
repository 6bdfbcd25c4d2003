package lockstep.engine.risk;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lockstep.simulation.Mode;

/** A resource: who has it, and who asks for it. Who took permits does not have it, since they are used up. */
final class Resource extends Node {

  final Set<Performer> holders = new LinkedHashSet<>();

  /** How many of them wait for something else. */
  int waitingHolders;

  /** In the order in which they asked. */
  final Set<Request> asking = new LinkedHashSet<>();

  /** Those of them that have not found it taken, so far. */
  private final List<Request> hopeful = new ArrayList<>(2);

  private boolean written;
  private long free;

  /**
   * @param permits how many there are, of a counted one
   */
  Resource(int permits) {
    this.free = permits;
  }

  boolean refuses(Mode mode, int permits) {
    return switch (mode) {
      case EXCLUSIVE -> !holders.isEmpty();
      case SHARED -> written;
      case PERMIT, TAKE -> free < permits;
    };
  }

  void granted(Performer to, Mode mode, int permits) {
    switch (mode) {
      case EXCLUSIVE -> written = true;
      case SHARED -> {}
      case PERMIT, TAKE -> free -= permits;
    }
    if (mode != Mode.TAKE) {
      holders.add(to);
    }
  }

  void givenBack(Performer by, Mode mode, int permits) {
    switch (mode) {
      case EXCLUSIVE -> written = false;
      case SHARED -> {}
      case PERMIT, TAKE -> free += permits;
    }
    holders.remove(by);
  }

  void put(int permits) {
    free += permits;
  }

  void isAskedBy(Request request) {
    asking.add(request);
    hopeful.add(request);
  }

  void isAskedNoMoreBy(Request request) {
    asking.remove(request);
    hopeful.remove(request);
  }

  /** Those that had not found it taken before, and do now. */
  List<Request> disappointed() {
    return hopeful.isEmpty() ? List.of() : hopeful.stream().filter(Request::isRefused).toList();
  }

  void isAwaitedBy(Request request) {
    hopeful.remove(request);
  }

  /** Whether somebody waits for it. */
  boolean isAwaited() {
    return asking.size() > hopeful.size();
  }
}
