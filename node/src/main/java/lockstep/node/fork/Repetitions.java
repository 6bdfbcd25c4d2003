package lockstep.node.fork;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import lockstep.engine.Account;
import lockstep.engine.CellStore;
import lockstep.engine.Coordination;
import lockstep.engine.Digest;
import lockstep.engine.Ledger;
import lockstep.engine.ModelFailure;
import lockstep.engine.NotSerialisable;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.Step;
import lockstep.engine.instrument.ClockCost;
import lockstep.node.fork.ForkReport.Figures;
import lockstep.node.fork.ForkReport.Pauses;
import lockstep.node.fork.ForkReport.Retries;
import lockstep.node.fork.ForkReport.Serialisable;
import lockstep.node.fork.ForkReport.Threads;
import lockstep.node.fork.ForkReport.Traffic;
import lockstep.node.fork.ForkReport.Waits;
import lockstep.simulation.Findings;
import lockstep.simulation.TaskModel;

/** Checks the repetitions of one fork: the state of each, its account, and that it is like the first. */
final class Repetitions {

  private final TaskModel model;
  private final long seed;
  private final Coordination coordination;
  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private Optional<Work> first = Optional.empty();
  private Optional<Serialisable> serialisable = Optional.empty();

  /** What must be the same in every repetition; the state is part of the digest only when it does not depend on the tasks' order. */
  private record Work(long digest, Ledger ledger) {}

  Repetitions(TaskModel model, long seed, Coordination coordination) {
    this.model = model;
    this.seed = seed;
    this.coordination = coordination;
  }

  /** Checks a repetition. */
  void check(Outcome.Completed completed) {
    CellStore cells = completed.cells();
    Ledger ledger = completed.account().ledger();
    long tasks = completed.account().tasksDigest();
    Work work = new Work(model.commutes() ? Digest.with(cells.digest(), tasks) : tasks, ledger);
    if (first.isEmpty()) {
      first = Optional.of(work);
    }
    if (coordination.policy() != Policy.UNGUARDED && !work.equals(first.get())) {
      found(Finding.IRREPRODUCIBLE, 1, "a repetition did other work than the first one");
    }
    long lost = ledger.writes() - cells.versions();
    if (lost != 0) {
      found(Finding.LOST_UPDATES, lost, "updates that were committed and are not in the final state");
    }
    if (completed.account().brokenHolds() != 0) {
      found(Finding.BROKEN_HOLD, completed.account().brokenHolds(), "resources that changed while a task held them");
    }
    completed
        .account()
        .broken()
        .forEach((invariant, count) -> found(Finding.INVARIANT + " " + invariant, count, invariant + ": seen broken by tasks"));
    verify(cells);
  }

  private void verify(CellStore cells) {
    Findings broken =
        (String invariant, boolean holds, Supplier<String> detail) -> {
          if (!holds) {
            found(Finding.INVARIANT + " " + invariant, 1, invariant + ": " + detail.get());
          }
        };
    try {
      model.verify(cells, model.tasks(), broken);
    } catch (RuntimeException e) {
      throw new ModelFailure(seed, "verify", e);
    }
  }

  /** So many tasks were found to be performed as if one after the other. */
  void serialisable(long tasks) {
    serialisable = Optional.of(new Serialisable(tasks, true));
  }

  /** So many tasks were found not to be. */
  void notSerialisable(long tasks, NotSerialisable why) {
    serialisable = Optional.of(new Serialisable(tasks, false));
    found(Finding.NOT_SERIALISABLE, why.count(), String.valueOf(why.getMessage()));
  }

  /** Findings of one kind are added up; the first detail stands for all. */
  private void found(String kind, long count, String detail) {
    findings.merge(
        kind,
        new Finding(kind.startsWith(Finding.INVARIANT) ? Finding.INVARIANT : kind, count, detail),
        (before, now) -> new Finding(before.kind(), before.count() + now.count(), before.detail()));
  }

  /** What was noticed so far. */
  List<Finding> findings() {
    List<Finding> all = new ArrayList<>(findings.values());
    if (coordination.policy() == Policy.UNGUARDED
        && !findings.containsKey(Finding.LOST_UPDATES)
        && !findings.containsKey(Finding.NOT_SERIALISABLE)) {
      all.add(new Finding(Finding.NOTHING_LOST, 0, "the race was run, and lost nothing"));
    }
    return all;
  }

  /**
   * What was measured; at least one iteration was.
   *
   * @param times what taking times of tasks costs, as a share; empty when nobody asked
   */
  Figures figures(Iterations<TaskSample> iterations, Disturbance disturbance, Optional<Double> times, Threads threads) {
    Work work = first.orElseThrow();
    TaskSample measured = new TaskSample();
    iterations.measured().forEach(measured::add);
    Iteration all = measured.iteration(Optional.empty());
    Account account = measured.account();
    return new Figures(
        Digest.text(work.digest()),
        NamedCounts.of(work.ledger()),
        model.tasks(),
        iterations.all(),
        iterations.steadiness(),
        disturbance,
        times.map(share -> Instruments.of(share, ClockCost.nanos(), account.contended(), all.seconds())),
        all.repetitions(),
        all.seconds(),
        (double) model.tasks() * all.repetitions() / all.seconds(),
        Optional.of(measured.latency()),
        Optional.of(new Waits(account.contended(), account.waitedNanos(), account.longestWaitNanos())),
        Optional.of(Traffic.of(account)),
        measured.arrived(),
        Optional.of(new Retries(account.retries(), account.redoneNanos())),
        Optional.of(BrokenDeadlocks.of(account.deadlocks(), coordination.detectionNanos())).filter(_ -> coordination.policy() == Policy.DETECT),
        Optional.of(pauses(account)),
        threads,
        serialisable,
        Optional.empty());
  }

  private static Map<String, Pauses> pauses(Account account) {
    Map<String, Pauses> pauses = new TreeMap<>();
    for (Step step : Step.values()) {
      if (account.nominalNanos(step) > 0) {
        pauses.put(
            step.name().toLowerCase(Locale.ROOT),
            new Pauses(account.nominalNanos(step), account.achievedNanos(step)));
      }
    }
    return pauses;
  }
}
