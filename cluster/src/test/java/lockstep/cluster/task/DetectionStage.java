package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.CellStore;
import lockstep.engine.Coordination;
import lockstep.engine.Policy;
import lockstep.engine.Sketch;
import lockstep.engine.Work;
import org.apache.pekko.actor.testkit.typed.Effect;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Workers and owners that detect deadlocks, an owner for each resource, with a channel between each two of them, as between nodes: messages of
 * one to another keep their order, and all else is up to the test, which takes one choice after the other. Timers run out whenever they are chosen to.
 */
final class DetectionStage {

  /** Something that may happen next: the next message of a channel arrives, or a timer runs out. */
  private record Choice(int from, int to, boolean timer, long number) {}

  private static final int MOST_ROUNDS = 4;

  /** What is on its way, and as which of all that ever was. */
  private record Sent(Object message, long number) {}

  private final Sketch model;
  private final int workers;
  private final CellStore cells;
  private final TestInbox<TaskRun.Command> run = TestInbox.create();
  private final List<BehaviorTestKit<Object>> actors = new ArrayList<>();
  private final List<List<ArrayDeque<Sent>>> channels = new ArrayList<>();
  private final List<ArrayDeque<Sent>> timers = new ArrayList<>();
  private final long[] histories;
  private final int[] earlyProbes;
  private final Account account = new Account();
  private final Truth truth;
  private final Map<Integer, Integer> probes = new HashMap<>();

  /** After how many messages each worker was last made to wait, and each probe was sent, by its time: which of them came first makes a difference. */
  private final long[] waitedAfter;

  private final Map<Long, Long> probedAfter = new HashMap<>();
  private long numbers;

  /** Who has looked for a deadlock since nothing else can happen: everybody does before anybody does again. */
  private final Set<Integer> looked = new TreeSet<>();

  private int rounds;
  private int ended;

  /**
   * A stage where nothing has happened yet.
   *
   * @param cast of no other stage that is still played on
   */
  DetectionStage(Cast cast, Sketch model, int workers) {
    this.model = model;
    this.workers = workers;
    this.cells = CellStore.first(model, 1);
    this.truth = new Truth(workers, model::counted);
    Assignment assignment =
        Assignment.of(model, 1, workers, Coordination.of(Policy.DETECT).withOwners(model.resources())).unsampled();
    IntStream.range(0, workers + model.resources()).mapToObj(cast::actor).forEach(actors::add);
    List<ActorRef<TaskWorker.Command>> refs =
        actors.stream().limit(workers).map(actor -> actor.getRef().<TaskWorker.Command>narrow()).toList();
    for (int worker = 0; worker < workers; worker++) {
      actors.get(worker).run(TaskWorker.create(assignment, worker, run.getRef()));
    }
    for (int resource = 0; resource < model.resources(); resource++) {
      actors.get(workers + resource).run(ResourceOwner.detecting(model, cells, resource, 1, Workers.here(refs)));
    }
    this.histories = new long[actors.size()];
    this.earlyProbes = new int[workers];
    this.waitedAfter = new long[workers];
    for (int actor = 0; actor < actors.size(); actor++) {
      timers.add(new ArrayDeque<>());
      channels.add(actors.stream().map(from -> new ArrayDeque<Sent>()).toList());
    }
    TaskRun.Owners told =
        new TaskRun.Owners(
            new Blocks(model.resources(), model.resources()),
            actors.stream().skip(workers).map(actor -> actor.getRef().<ResourceOwner.Command>narrow()).toList(),
            Optional.empty(),
            Optional.empty());
    for (int worker = 0; worker < workers; worker++) {
      channels.get(worker).get(worker).add(sent(new TaskWorker.Begin(told, System.nanoTime())));
    }
  }

  /** Lets each worker look for a deadlock so often while anything else can happen. */
  DetectionStage withEarlyProbes(int ofEach) {
    Arrays.fill(earlyProbes, ofEach);
    return this;
  }

  /** How many things may happen next. */
  int choices() {
    return possible().size();
  }

  private List<Choice> possible() {
    List<Choice> possible = new ArrayList<>();
    for (int to = 0; to < actors.size(); to++) {
      for (int from = 0; from < actors.size(); from++) {
        Sent next = channels.get(to).get(from).peek();
        if (next != null) {
          possible.add(new Choice(from, to, false, next.number()));
        }
      }
    }
    for (int worker = 0; worker < workers; worker++) {
      Sent timer = timers.get(worker).peek();
      if (timer != null && (timer.message() != TaskWorker.ProbeDue.INSTANCE || earlyProbes[worker] > 0)) {
        possible.add(new Choice(worker, worker, true, timer.number()));
      }
    }
    if (possible.isEmpty() && ended < workers && rounds < MOST_ROUNDS) {
      for (int worker = 0; worker < workers; worker++) {
        Sent timer = timers.get(worker).peek();
        if (timer != null && !looked.contains(worker)) {
          possible.add(new Choice(worker, worker, true, timer.number()));
        }
      }
    }
    possible.sort(Comparator.comparingLong(Choice::number));
    return possible;
  }

  /** Has one of the choices happen; they are in the order in which they became possible. */
  void take(int number) {
    List<Choice> possible = possible();
    Choice choice = possible.get(number);
    Object message =
        (choice.timer() ? timers.get(choice.to()) : channels.get(choice.to()).get(choice.from())).remove().message();
    if (message == TaskWorker.ProbeDue.INSTANCE) {
      if (earlyProbes[choice.to()] > 0) {
        earlyProbes[choice.to()]--;
      } else {
        looked.add(choice.to());
        if (IntStream.range(0, workers).allMatch(worker -> timers.get(worker).isEmpty() || looked.contains(worker))) {
          rounds++;
          looked.clear();
        }
      }
    }
    histories[choice.to()] = histories[choice.to()] * 31 + described(message).hashCode() * 7L + choice.from();
    actors.get(choice.to()).run(message);
    follow(choice.to(), message);
  }

  /** Takes what was sent to where it belongs. */
  private void follow(int actor, Object handled) {
    for (Effect effect : actors.get(actor).getAllEffects()) {
      if (effect instanceof Effect.Scheduled<?> timer) {
        timers.get(actor).add(sent(timer.message()));
      }
    }
    for (int to = 0; to < actors.size(); to++) {
      for (Object message : actors.get(to).selfInbox().getAllReceived()) {
        channels.get(to).get(actor).add(sent(message));
        see(actor, to, message);
      }
    }
    if (handled instanceof ResourceOwner.Ask ask) {
      truth.waits(ask.worker(), ask.resource());
      waitedAfter[ask.worker()] = numbers;
    }
    while (run.hasMessages()) {
      if (run.receiveMessage() instanceof TaskRun.WorkerEnded of) {
        account.add(of.account());
        ended++;
      }
    }
  }

  private Sent sent(Object message) {
    numbers++;
    return new Sent(message, numbers);
  }

  private void see(int from, int to, Object sent) {
    switch (sent) {
      case Grant grant -> truth.granted(to, grant.resource());
      case TaskWorker.Withdrawn _ -> truth.endsWait(to);
      case Probe probe -> {
        probes.merge(probe.initiator().worker(), 1, Integer::sum);
        probedAfter.putIfAbsent(probe.sentNanos(), numbers);
      }
      case ResourceOwner.Returned returned -> truth.returned(from, returned.grant().resource());
      case ResourceOwner.Withdraw _ -> {
        assertThat(truth.wasInCircle(from)).as("worker %d gave up though it was in no circle", from).isTrue();
        looked.clear();
        rounds = 0;
      }
      default -> {}
    }
  }

  /** All that may make a difference to what comes: what each actor was told, and what is on its way. */
  String state() {
    StringBuilder state = new StringBuilder(Arrays.toString(histories)).append(Arrays.toString(earlyProbes)).append(looked).append(rounds);
    for (int to = 0; to < actors.size(); to++) {
      timers.get(to).forEach(timer -> state.append(timer.message()).append('|'));
      for (ArrayDeque<Sent> channel : channels.get(to)) {
        channel.forEach(sent -> state.append(described(sent.message())).append(';'));
        state.append(',');
      }
    }
    return state.toString();
  }

  /** A message without times and identities. */
  private String described(Object message) {
    return switch (message) {
      case TaskWorker.Begin _ -> "begin";
      case Grant grant -> "grant " + grant.resource() + grant.mode();
      case ResourceOwner.Returned returned -> "returned " + returned.grant().resource() + returned.grant().mode();
      case Broken broken -> "broken " + broken.worker();
      case Probe probe -> probe.waitNumber() + " " + probe.seen().stream().map(seen -> seen.since(0)).toList() + probe.taken() + waitedBefore(probe);
      default -> message.toString();
    };
  }

  private List<Integer> waitedBefore(Probe probe) {
    long sent = probedAfter.getOrDefault(probe.sentNanos(), numbers);
    return IntStream.range(0, workers).filter(worker -> waitedAfter[worker] < sent).boxed().toList();
  }

  /** All have ended, and did what a plain loop does. */
  void assertDone(String schedule) {
    assertThat(ended).as("workers that ended in %s", schedule).isEqualTo(workers);
    TestInbox<TaskRun.Command> surrendered = TestInbox.create();
    actors.stream().skip(workers).forEach(owner -> owner.run(new ResourceOwner.Surrender(surrendered.getRef())));
    surrendered.getAllReceived().forEach(this::put);
    assertThat(Work.of(cells, account)).as(schedule).isEqualTo(Work.reference(model, 1));
    assertThat(account.retries()).as("only victims try again: %s", schedule).isEqualTo(account.deadlocks().broken());
  }

  private void put(TaskRun.Command command) {
    if (command instanceof TaskRun.Surrendered of) {
      account.add(of.account());
      of.grants().stream().filter(grant -> grant.cells().length > 0).forEach(grant -> cells.put(grant.resource(), grant.cells()));
    }
  }

  /** What was done; to be asked for at the end. */
  Account account() {
    return account;
  }

  /** How many circles of waits there were in truth. */
  int circles() {
    return truth.circles();
  }

  /** How often probes that a worker has sent were passed on, with the first time that they were sent. */
  int probes(int worker) {
    return probes.getOrDefault(worker, 0);
  }

  /** Whether any worker looks for deadlocks when nothing else can happen any more. */
  boolean stands() {
    return channels.stream().flatMap(List::stream).allMatch(ArrayDeque::isEmpty)
        && timers.stream().flatMap(ArrayDeque::stream).allMatch(timer -> timer.message() == TaskWorker.ProbeDue.INSTANCE);
  }
}
