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

/**
 * Does to the nodes of a cluster what a scenario wants done to them, each fault once, and keeps account of all losses. May be told by any
 * thread.
 */
final class Faults implements AutoCloseable {

  /** How long a node that was given up may take to stop when it comes back. */
  private static final long FENCE_SECONDS = 30;

  private final List<NodeProcess> nodes;
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

    Planned(Fault fault) {
      this.fault = fault;
    }
  }

  Faults(List<Fault> faults, List<NodeProcess> nodes) {
    this.nodes = List.copyOf(nodes);
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

  @GuardedBy("account")
  private void begin() {
    if (beganNanos.isPresent()) {
      return;
    }
    beganNanos = Optional.of(System.nanoTime());
    for (Planned next : planned) {
      next.fault.atNanos().ifPresent(nanos -> {
        var _ = doer.schedule(() -> perform(next), nanos, TimeUnit.NANOSECONDS);
      });
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
    NodeProcess node = node(next.fault);
    switch (next.fault.what()) {
      case KILL -> node.strike();
      case PAUSE -> {
        node.pause();
        var _ = doer.schedule(node::goOn, next.fault.forNanos().orElseThrow(), TimeUnit.NANOSECONDS);
      }
    }
  }

  private NodeProcess node(Fault fault) {
    return nodes.get(fault.node() - 1);
  }

  /**
   * The work is over: what stands still goes on, and stops if it was given up.
   *
   * @return what was not done, or not as it should have been; empty when all was
   */
  Optional<String> settle() throws InterruptedException {
    doer.shutdownNow();
    var _ = doer.awaitTermination(1, TimeUnit.SECONDS);
    for (Planned past : pauses()) {
      NodeProcess node = node(past.fault);
      node.goOn();
      if (loss(past.fault).isPresent() && node.awaitEnd(FENCE_SECONDS).orElse(0) == 0) {
        return Optional.of("node " + past.fault.node() + " was given up, came back, and did not end with an exit code that says so");
      }
    }
    return undelivered();
  }

  private List<Planned> pauses() {
    account.lock();
    try {
      return planned.stream().filter(past -> past.fault.what() == Fault.What.PAUSE && past.doneNanos.isPresent()).toList();
    } finally {
      account.unlock();
    }
  }

  private Optional<String> undelivered() {
    account.lock();
    try {
      return planned.stream()
          .filter(past -> past.doneNanos.isEmpty() || (past.fault.what() == Fault.What.KILL && loss(past.fault).isEmpty()))
          .map(past -> "the fault " + past.fault.text() + " was not delivered: the run was over before")
          .findFirst();
    } finally {
      account.unlock();
    }
  }

  private Optional<Happening.Survived> loss(Fault fault) {
    account.lock();
    try {
      return survived.stream().filter(loss -> loss.lost().equals(NodeProcess.name(fault.node()))).findFirst();
    } finally {
      account.unlock();
    }
  }

  /** What was done and what happened, in the order of the scenario; then what nobody had planned. */
  List<FaultFigures> figures() {
    account.lock();
    try {
      List<String> expected = planned.stream().map(past -> NodeProcess.name(past.fault.node())).toList();
      Stream<FaultFigures> wanted = planned.stream().map(this::figures);
      Stream<FaultFigures> others =
          survived.stream()
              .filter(loss -> !expected.contains(loss.lost()))
              .map(loss -> figures(loss.reason(), Optional.empty(), Optional.of(loss), Optional.empty()));
      return Stream.concat(wanted, others).toList();
    } finally {
      account.unlock();
    }
  }

  private FaultFigures figures(Planned past) {
    Optional<Happening.Survived> loss = loss(past.fault);
    OptionalInt code = past.fault.what() == Fault.What.PAUSE && loss.isPresent() ? node(past.fault).exitCode() : OptionalInt.empty();
    return figures(past.fault.text(), past.doneNanos, loss, code.stream().boxed().findFirst());
  }

  private FaultFigures figures(String what, Optional<Long> doneNanos, Optional<Happening.Survived> loss, Optional<Integer> exitCode) {
    account.lock();
    try {
      Optional<Long> began = beganNanos;
      return new FaultFigures(
          what,
          doneNanos.isPresent(),
          doneNanos.flatMap(done -> began.map(begin -> (done - begin) * 1e-9)),
          doneNanos.flatMap(done -> loss.map(noticed -> Math.max(0, noticed.noticedNanos() - done) * 1e-9)),
          loss.map(gone -> (gone.resumedNanos() - gone.noticedNanos()) * 1e-9),
          loss.map(Happening.Survived::keptRound),
          loss.map(Happening.Survived::redoneRounds),
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
