package lockstep.node.fork;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lockstep.engine.Digest;
import lockstep.engine.ModelFailure;
import lockstep.engine.event.EventLedger;
import lockstep.engine.event.EventOutcome;
import lockstep.node.fork.EventFigures.SeriesFigures;
import lockstep.node.fork.EventFigures.StatisticFigures;
import lockstep.node.fork.EventFigures.TheoryCheck;
import lockstep.node.fork.ForkReport.Figures;
import lockstep.node.fork.ForkReport.Threads;
import lockstep.simulation.EventModel;
import lockstep.simulation.Findings;
import lockstep.simulation.Series;
import lockstep.simulation.Statistics;
import lockstep.simulation.Tally;

/** Checks the repetitions of an event model's run: what the model says of the end of each, and that it is like the first. */
final class EventRepetitions {

  private final EventModel model;
  private final long seed;
  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private Optional<Work> first = Optional.empty();
  private List<TheoryCheck> theory = List.of();

  /** What must be the same in every repetition. */
  private record Work(long digest, EventLedger ledger) {}

  EventRepetitions(EventModel model, long seed) {
    this.model = model;
    this.seed = seed;
  }

  /** Checks a repetition. */
  void check(EventOutcome.Completed completed) {
    Work work = new Work(completed.digest(), completed.ledger());
    if (first.isEmpty()) {
      first = Optional.of(work);
    }
    if (!work.equals(first.get())) {
      found(Finding.IRREPRODUCIBLE, Finding.IRREPRODUCIBLE, "a repetition did other work than the first one");
    }
    verify(completed);
  }

  private void verify(EventOutcome.Completed completed) {
    Checks checks = new Checks();
    try {
      model.verify(completed.entities(), completed.statistics(), checks);
    } catch (RuntimeException e) {
      throw new ModelFailure(seed, "verify", e);
    }
    theory = checks.compared;
  }

  /** Findings of one name are added up; the first detail stands for all. */
  private void found(String name, String kind, String detail) {
    findings.merge(
        name, new Finding(kind, 1, detail), (before, now) -> new Finding(before.kind(), before.count() + 1, before.detail()));
  }

  /** What the model says of one repetition. */
  private final class Checks implements Findings {

    private final List<TheoryCheck> compared = new ArrayList<>();

    @Override
    public void check(String invariant, boolean holds, Supplier<String> detail) {
      if (!holds) {
        found(Finding.INVARIANT + " " + invariant, Finding.INVARIANT, invariant + ": " + detail.get());
      }
    }

    @Override
    public void theory(String quantity, double expected, double deviation, double observed) {
      double z = (observed - expected) / deviation;
      if (Double.isFinite(z)) {
        compared.add(new TheoryCheck(quantity, expected, deviation, observed, z));
      }
      if (!(Math.abs(z) <= MOST_DEVIATIONS)) {
        String detail = String.format(Locale.ROOT, "%s: theory expects %.6g, observed %.6g, z = %.1f", quantity, expected, observed, z);
        found(Finding.THEORY + " " + quantity, Finding.THEORY, detail);
      }
    }
  }

  /** What was noticed so far. */
  List<Finding> findings() {
    return List.copyOf(findings.values());
  }

  /**
   * What was measured.
   *
   * @param last any repetition: all are alike, or there is a finding
   * @param faults what was done to nodes, or happened to them
   * @param resumed what these found on disk
   */
  Figures figures(
      EventOutcome.Completed last,
      Iterations<EventSample> iterations,
      Disturbance disturbance,
      Threads threads,
      List<FaultFigures> faults,
      Optional<Resumed> resumed) {
    Work work = first.orElseThrow();
    long events = work.ledger().events();
    EventSample measured = new EventSample();
    iterations.measured().forEach(measured::add);
    Iteration all = measured.iteration(Optional.empty());
    return new Figures(
        Digest.text(work.digest()),
        NamedCounts.of(work.ledger()),
        events,
        iterations.all(),
        iterations.steadiness(),
        disturbance,
        Optional.empty(),
        all.repetitions(),
        all.seconds(),
        (double) events * all.repetitions() / all.seconds(),
        Optional.empty(),
        Optional.empty(),
        measured.traffic(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        threads,
        Optional.empty(),
        Optional.of(recorded(last, faults, resumed)));
  }

  private EventFigures recorded(EventOutcome.Completed last, List<FaultFigures> faults, Optional<Resumed> resumed) {
    Statistics statistics = last.statistics();
    double unit = (double) model.ticksPerUnit();
    return new EventFigures(
        model.ticksPerUnit(),
        statistics.end() / unit,
        statistics.elapsed() / unit,
        last.allocatedBytes(),
        IntStream.range(0, model.statistics().size())
            .mapToObj(s -> statistic(model.statistics().get(s).name(), statistics.tally(s), statistics.elapsed()))
            .toList(),
        IntStream.range(0, model.series().size()).mapToObj(s -> series(model.series().get(s), s, statistics)).toList(),
        theory,
        faults,
        resumed);
  }

  private static StatisticFigures statistic(String name, Tally tally, long elapsed) {
    boolean any = tally.count() > 0;
    return new StatisticFigures(
        name,
        tally.count(),
        tally.sum(),
        any ? Optional.of(tally.mean()) : Optional.empty(),
        any ? Optional.of(tally.min()) : Optional.empty(),
        any ? Optional.of(tally.max()) : Optional.empty(),
        elapsed > 0 ? Optional.of((double) tally.sum() / elapsed) : Optional.empty());
  }

  private SeriesFigures series(Series series, int number, Statistics statistics) {
    return new SeriesFigures(
        series.name(),
        (double) series.interval() / model.ticksPerUnit(),
        series.shows().name().toLowerCase(Locale.ROOT),
        LongStream.range(0, statistics.slots(number)).mapToObj(slot -> statistics.value(number, (int) slot)).toList());
  }
}
