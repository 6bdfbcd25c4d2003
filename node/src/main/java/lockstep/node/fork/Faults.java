package lockstep.node.fork;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import lockstep.cluster.node.Happening;
import lockstep.engine.EngineFailure;
import lockstep.node.network.PrivateNetwork;

/**
 * Does to the nodes of a cluster what a scenario wants done to them, each fault once, and keeps account of all losses. May be told by any
 * thread.
 */
final class Faults implements AutoCloseable {

  /** How long a node that was given up may take to stop, when it comes back or is cut off. */
  private static final long FENCE_SECONDS = 30;

  private final List<NodeProcess> nodes;
  private final Optional<PrivateNetwork> network;
  private final ScheduledExecutorService doer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("faults").factory());
  private final ReentrantLock account = new ReentrantLock();

  private final List<Planned> planned;

  @GuardedBy("account")
  private final List<Happening.Survived> survived = new ArrayList<>();

  @GuardedBy("account")
  private Optional<Long> beganNanos = Optional.empty();

  /** A fault, and when it was done: guarded by the account. */
  private static final class Planned {

    private final Fault fault;
    private Optional<Long> doneNanos = Optional.empty();
    private Optional<String> failure = Optional.empty();

    Planned(Fault fault) {
      this.fault = fault;
    }
  }

  /**
   * @param nodes by number
   * @param network that they are in, if it can be divided
   */
  Faults(List<Fault> faults, List<NodeProcess> nodes, Optional<PrivateNetwork> network) {
    this.nodes = List.copyOf(nodes);
    this.network = network;
    this.planned = faults.stream().map(Planned::new).toList();
  }

  /** The rounds at which something is to be done. */
  static List<Long> rounds(List<Fault> faults) {
    return faults.stream().flatMap(fault -> fault.atRound().stream()).distinct().toList();
  }

  /** Takes note, and does what is to be done now. */
  void tell(Happening happening) {
    account.lock();
    try {
      switch (happening) {
        case Happening.Began _ -> begin();
        case Happening.Reached reached ->
            planned.stream()
                .filter(next -> next.fault.atRound().filter(round -> round == reached.round()).isPresent())
                .forEach(next -> doer.execute(() -> perform(next)));
        case Happening.Survived loss -> survived.add(loss);
      }
    } finally {
      account.unlock();
    }
  }

  /** The work begins; told again, it has begun already. */
  void begin() {
    account.lock();
    try {
      if (beganNanos.isPresent()) {
        return;
      }
      beganNanos = Optional.of(System.nanoTime());
      for (Planned next : planned) {
        next.fault.atNanos().ifPresent(nanos -> later(nanos, () -> perform(next)));
      }
    } finally {
      account.unlock();
    }
  }

  private void perform(Planned next) {
    account.lock();
    try {
      if (next.doneNanos.isPresent()) {
        return;
      }
      next.doneNanos = Optional.of(System.nanoTime());
    } finally {
      account.unlock();
    }
    try {
      perform(next.fault);
    } catch (EngineFailure e) {
      account.lock();
      try {
        next.failure = Optional.of(String.valueOf(e.getMessage()));
      } finally {
        account.unlock();
      }
    }
  }

  private void perform(Fault fault) {
    switch (fault.what()) {
      case KILL -> fault.struck().forEach(node -> node(node).strike());
      case PAUSE -> {
        fault.struck().forEach(node -> node(node).pause());
        later(fault.forNanos().orElseThrow(), () -> fault.struck().forEach(node -> node(node).goOn()));
      }
      case PARTITION -> {
        PrivateNetwork divided = network.orElseThrow();
        int cut = divided.cut(fault.groups());
        later(fault.forNanos().orElseThrow(), () -> divided.heal(cut));
      }
    }
  }

  private void later(long nanos, Runnable action) {
    var _ = doer.schedule(action, nanos, TimeUnit.NANOSECONDS);
  }

  private NodeProcess node(int number) {
    return nodes.get(number - 1);
  }

  /**
   * The work is over: what stands still goes on, who was given up stops, and then all hear each other again.
   *
   * @return what was not done, or not as it should have been; empty when all was
   */
  Optional<String> settle() throws InterruptedException {
    doer.shutdownNow();
    var _ = doer.awaitTermination(1, TimeUnit.SECONDS);
    for (Fault lasting : delivered().filter(fault -> fault.what() != Fault.What.KILL).toList()) {
      if (lasting.what() == Fault.What.PAUSE) {
        lasting.struck().forEach(node -> node(node).goOn());
      }
      for (int node : losses(lasting).isEmpty() ? List.<Integer>of() : lasting.struck()) {
        if (node(node).awaitEnd(FENCE_SECONDS).orElse(0) == 0) {
          return Optional.of("node " + node + " was given up, and did not end by itself with an exit code that says so");
        }
      }
    }
    network.ifPresent(PrivateNetwork::heal);
    return undelivered();
  }

  private Stream<Fault> delivered() {
    account.lock();
    try {
      return planned.stream().filter(past -> past.doneNanos.isPresent() && past.failure.isEmpty()).map(past -> past.fault).toList().stream();
    } finally {
      account.unlock();
    }
  }

  private Optional<String> undelivered() {
    account.lock();
    try {
      return planned.stream()
          .filter(past -> past.doneNanos.isEmpty() || past.failure.isPresent() || (past.fault.what() == Fault.What.KILL && losses(past.fault).isEmpty()))
          .map(past -> "the fault " + past.fault.text() + " was not delivered: " + past.failure.orElse("the run was over before"))
          .findFirst();
    } finally {
      account.unlock();
    }
  }

  private List<Happening.Survived> losses(Fault fault) {
    List<String> names = fault.struck().stream().map(NodeProcess::name).toList();
    account.lock();
    try {
      return survived.stream().filter(loss -> names.contains(loss.lost())).toList();
    } finally {
      account.unlock();
    }
  }

  /** What was done and what happened, in the order of the scenario; then what nobody had planned. */
  List<FaultFigures> figures() {
    account.lock();
    try {
      List<String> expected = planned.stream().flatMap(past -> past.fault.struck().stream()).map(NodeProcess::name).toList();
      Stream<FaultFigures> wanted = planned.stream().map(this::figures);
      Stream<FaultFigures> others =
          survived.stream()
              .filter(loss -> !expected.contains(loss.lost()))
              .map(loss -> figures(loss.reason(), Optional.empty(), List.of(loss.lost()), List.of(loss), Optional.empty()));
      return Stream.concat(wanted, others).toList();
    } finally {
      account.unlock();
    }
  }

  /** Of several that are given up together, the last loss is told, or each. */
  private FaultFigures figures(Planned past) {
    List<Happening.Survived> losses = losses(past.fault);
    List<Integer> lost = losses.isEmpty() ? List.of() : past.fault.struck();
    Optional<Integer> code = lost.stream().flatMap(node -> node(node).exitCode().stream().boxed()).findFirst();
    return figures(
        past.fault.text(),
        past.doneNanos,
        lost.stream().map(NodeProcess::name).toList(),
        losses,
        code.filter(_ -> past.fault.what() != Fault.What.KILL));
  }

  private FaultFigures figures(
      String what, Optional<Long> doneNanos, List<String> lost, List<Happening.Survived> losses, Optional<Integer> exitCode) {
    account.lock();
    try {
      Optional<Long> began = beganNanos;
      Optional<Happening.Survived> first = losses.stream().findFirst();
      Optional<Happening.Survived> last = losses.stream().reduce((_, later) -> later);
      return new FaultFigures(
          what,
          doneNanos.isPresent(),
          lost,
          doneNanos.flatMap(done -> began.map(begin -> (done - begin) * 1e-9)),
          doneNanos.flatMap(done -> first.map(noticed -> Math.max(0, noticed.noticedNanos() - done) * 1e-9)),
          first.flatMap(noticed -> last.map(gone -> (gone.resumedNanos() - noticed.noticedNanos()) * 1e-9)),
          last.map(Happening.Survived::keptRound),
          first.map(_ -> losses.stream().mapToLong(Happening.Survived::redoneRounds).sum()),
          exitCode);
    } finally {
      account.unlock();
    }
  }

  @Override
  public void close() {
    doer.shutdownNow();
  }
}
