package lockstep.benchmark;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import lockstep.cluster.node.SnapshotPlan;
import lockstep.cluster.node.Surviving;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.RemoteTraffic;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.Horizon;
import lockstep.simulation.EventModel;
import lockstep.simulation.TaskModel;
import org.openjdk.jmh.util.ListStatistics;

/**
 * What several nodes on one machine give and cost; prints rows for {@code docs/performance.md}. The first argument says what is measured,
 * the others are flags for the JVMs of the nodes.
 */
final class NodesBenchmark {

  private static final long SEED = 42;
  private static final int PAIRS = 10;
  private static final int LONG_WARM_UP = 10;
  private static final int LARGE = 524_288;

  /** As runs start their nodes, with the least heap. */
  private static final List<String> SMALL = List.of("-Xms16m", "-Xmx256m", "-Xss512k");

  private static final List<String> ROOMY = List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");

  private NodesBenchmark() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String what = arguments.length == 0 ? "" : arguments[0];
    List<String> flags = new ArrayList<>(what.equals("forming") ? SMALL : ROOMY);
    Arrays.stream(arguments).skip(1).forEach(flags::add);
    switch (what) {
      case "scaling" -> scaling(flags);
      case "apart" -> apart(flags);
      case "batches" -> batches(flags);
      case "snapshots" -> snapshots(flags);
      case "forming" -> forming(flags);
      case "tasks" -> tasks(flags);
      default -> throw new IllegalArgumentException("must be scaling, apart, batches, snapshots, forming or tasks, got " + Arrays.toString(arguments));
    }
    System.exit(0);
  }

  /**
   * Two nodes of one core against one, over the number of events that a node handles in a round. The JVMs take some twenty seconds until what
   * sends and receives is compiled: it is called a few times a round, on the core of those who compute. So the longest rounds come last.
   */
  private static void scaling(List<String> flags) throws IOException, InterruptedException {
    System.out.println("| events a node and round | 1 node, M events/s | 2 nodes | speed-up | efficiency | bytes an event | writing and reading |");
    System.out.println("|---:|---:|---:|---:|---:|---:|---:|");
    try (BenchmarkNodes nodes = BenchmarkNodes.ofOneCore(2, flags)) {
      for (double lookahead : new double[] {0.005, 0.02, 0.05, 0.1, 0.2}) {
        EventModel model = NodeModels.phold(LARGE, lookahead);
        String text = NodeModels.pholdText(LARGE, lookahead);
        Events one = new Events(nodes.driver().engine(1, _ -> text), model, 24, 1);
        Events two = new Events(nodes.driver().engine(2, _ -> text), model, 24, 2);
        Pairs.Ratio ratio = Pairs.ratio(one, two, LONG_WARM_UP, PAIRS);
        EventOutcome.Completed last = two.last();
        double events = (double) last.ledger().events();
        row(
            "%.0f | %.2f | %.2f | %s | %s | %.1f | %.1f ns",
            events / last.ledger().windows() / 2,
            events / ratio.firstSeconds() / 1e6,
            events / ratio.secondSeconds() / 1e6,
            ratio.text(1),
            ratio.text(0.5),
            last.remote().bytes() / events,
            last.remote().nanos() / events);
      }
    }
  }

  /**
   * Two nodes of one core each that have nothing to do with each other, against one of them alone: what the machine itself gives to two nodes
   * at most.
   */
  private static void apart(List<String> flags) throws IOException, InterruptedException {
    System.out.println("| entities of each | 1 node, M events/s | 2 nodes apart, of each | times as much |");
    System.out.println("|---:|---:|---:|---:|");
    try (BenchmarkNodes here = BenchmarkNodes.onCore(0, flags);
        BenchmarkNodes there = BenchmarkNodes.onCore(1, flags)) {
      int entities = LARGE / 2;
      EventModel model = NodeModels.phold(entities, 0.1);
      String text = NodeModels.pholdText(entities, 0.1);
      Events one = new Events(here.driver().engine(1, _ -> text), model, 16, 1);
      Events other = new Events(there.driver().engine(1, _ -> text), model, 16, 1);
      Pairs.Ratio ratio = Pairs.ratio(one, () -> together(one, other), PAIRS);
      double events = (double) one.last().ledger().events();
      row("%d | %.2f | %.2f | %s", entities, events / ratio.firstSeconds() / 1e6, events / ratio.secondSeconds() / 1e6, ratio.text(2));
    }
  }

  /** The mean of both, which work at the same time. */
  private static double together(Events one, Events other) throws InterruptedException {
    FutureTask<Double> others = new FutureTask<>(other::seconds);
    Thread.ofPlatform().start(others);
    double ones = one.seconds();
    try {
      return (ones + others.get()) / 2;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Events that all go to the other of two nodes of one core, with all that it takes to handle them. */
  private static void batches(List<String> flags) throws IOException, InterruptedException {
    System.out.println("| events a batch | M events/s from JVM to JVM | MB/s | bytes an event | writing and reading an event |");
    System.out.println("|---:|---:|---:|---:|---:|");
    try (BenchmarkNodes nodes = BenchmarkNodes.ofOneCore(2, flags)) {
      for (int entities : new int[] {65_536, 16_384, 4_096}) {
        NodeModels.Across model = new NodeModels.Across(entities, (long) NodeModels.UNIT);
        Events work = new Events(nodes.driver().engine(2, _ -> model.text()), model, 12e6 / entities, 2);
        double[] rates = rates(work);
        RemoteTraffic remote = work.last().remote();
        double crossed = (double) remote.messages();
        row(
            "%.0f | %s | %.0f | %.1f | %.1f ns",
            crossed / work.last().ledger().windows() / 2,
            text(rates, 1e-6),
            new ListStatistics(rates).getMean() * remote.bytes() / crossed * 1e-6,
            remote.bytes() / crossed,
            remote.nanos() / crossed);
      }
    }
  }

  /** Events a second that went to the other node. */
  private static double[] rates(Events work) throws InterruptedException {
    double[] rates = new double[PAIRS];
    for (int n = -Pairs.WARM_UPS; n < PAIRS; n++) {
      double seconds = work.seconds();
      if (n >= 0) {
        rates[n] = work.last().remote().messages() / seconds;
      }
    }
    return rates;
  }

  private static String text(double[] samples, double factor) {
    ListStatistics statistics = new ListStatistics(samples);
    double[] interval = statistics.getConfidenceIntervalAt(0.95);
    return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", factor * statistics.getMean(), factor * interval[0], factor * interval[1]);
  }

  /** Three nodes that share the machine, with snapshots each second and without. */
  private static void snapshots(List<String> flags) throws IOException, InterruptedException {
    int entities = 262_144;
    EventModel model = NodeModels.phold(entities, 0.1);
    String text = NodeModels.pholdText(entities, 0.1);
    Surviving keeping = new Surviving(SnapshotPlan.every(Duration.ofSeconds(1)), List.of(), _ -> {});
    try (BenchmarkNodes nodes = BenchmarkNodes.sharing(3, flags)) {
      Events without = new Events(nodes.driver().engine(3, _ -> text), model, 120, 3);
      Events with = new Events(nodes.driver().engine(3, _ -> text, keeping), model, 120, 3);
      Pairs.Ratio ratio = Pairs.ratio(with, without, 3 * PAIRS);
      System.out.println("| entities | M events/s without snapshots | with one each second | time with to time without | bytes a second |");
      System.out.println("|---:|---:|---:|---:|---:|");
      double events = (double) with.last().ledger().events();
      row(
          "%d | %.2f | %.2f | %s | %.1f M",
          entities,
          events / ratio.secondSeconds() / 1e6,
          events / ratio.firstSeconds() / 1e6,
          ratio.text(1),
          (with.last().remote().bytes() - without.last().remote().bytes()) / ratio.firstSeconds() / 1e6);
    }
  }

  /** From the start of the first JVM until the driver knows all three nodes. */
  private static void forming(List<String> flags) throws IOException, InterruptedException {
    double[] seconds = new double[PAIRS];
    for (int n = 0; n < PAIRS; n++) {
      long begin = System.nanoTime();
      BenchmarkNodes nodes = BenchmarkNodes.sharing(3, flags);
      seconds[n] = (System.nanoTime() - begin) * 1e-9;
      nodes.close();
    }
    System.out.println("three nodes form in " + text(seconds, 1) + " s");
  }

  /** Transfers between accounts of two nodes of one core, over the number of workers. */
  private static void tasks(List<String> flags) throws IOException, InterruptedException {
    System.out.println("| workers | tasks/s | messages to the other node, a task | messages a frame | writing and reading a task | median latency |");
    System.out.println("|---:|---:|---:|---:|---:|---:|");
    int accounts = 10_000;
    int transfers = 20_000;
    TaskModel model = NodeModels.bank(accounts, transfers);
    try (BenchmarkNodes nodes = BenchmarkNodes.ofOneCore(2, flags)) {
      Engine engine = nodes.driver().tasks(2, _ -> NodeModels.bankText(accounts, transfers));
      for (int workers : new int[] {2, 8, 32, 128, 512}) {
        double[] rates = new double[PAIRS / 2];
        Account account = new Account();
        for (int n = -2; n < rates.length; n++) {
          Outcome.Completed completed = completed(engine.perform(Assignment.of(model, SEED, workers, Policy.ORDERED)));
          if (n >= 0) {
            rates[n] = transfers / (completed.elapsedNanos() * 1e-9);
            account.add(completed.account());
          }
        }
        double tasks = (double) transfers * rates.length;
        long[] latencies = account.latencies();
        Arrays.sort(latencies);
        row(
            "%d | %s | %.2f | %.1f | %.1f us | %.0f us",
            workers,
            text(rates, 1),
            account.remote().messages() / tasks,
            (double) account.remote().messages() / account.remote().frames(),
            account.remote().nanos() / tasks / 1e3,
            latencies[latencies.length / 2] / 1e3);
      }
    }
  }

  private static Outcome.Completed completed(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed completed -> completed;
      case Outcome.Cancelled _ -> throw new IllegalStateException("nobody cancelled");
    };
  }

  @FormatMethod
  private static void row(@FormatString String format, Object... cells) {
    System.out.println("| " + String.format(Locale.ROOT, format, cells) + " |");
  }

  /** Runs of an event model, with a partition for each worker. */
  private static final class Events implements Pairs.Work {

    private final EventEngine engine;
    private final EventModel model;
    private final double units;
    private final int workers;
    private EventOutcome.Completed last;

    Events(EventEngine engine, EventModel model, double units, int workers) throws InterruptedException {
      this.engine = engine;
      this.model = model;
      this.units = units;
      this.workers = workers;
      this.last = perform();
    }

    private EventOutcome.Completed perform() throws InterruptedException {
      EventAssignment assignment =
          EventAssignment.of(model, SEED, Horizon.until((long) (units * NodeModels.UNIT)), workers, workers);
      return switch (engine.perform(assignment)) {
        case EventOutcome.Completed completed -> completed;
        case EventOutcome.Cancelled _ -> throw new IllegalStateException("nobody cancelled");
      };
    }

    EventOutcome.Completed last() {
      return last;
    }

    @Override
    public double seconds() throws InterruptedException {
      long digest = last.digest();
      last = perform();
      if (last.digest() != digest) {
        throw new IllegalStateException("the same work has another digest");
      }
      return last.elapsedNanos() * 1e-9;
    }
  }
}
