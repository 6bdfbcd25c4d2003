package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import lockstep.cluster.wire.Wire;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.CellStore;
import lockstep.engine.Coordination;
import lockstep.engine.Policy;
import lockstep.engine.Work;
import lockstep.simulation.TaskModel;
import org.apache.pekko.actor.testkit.typed.Effect;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/**
 * Workers and owners on several nodes that detect deadlocks, with the gateways of the nodes: the real actors, one message at a time, chosen at
 * random. Messages between actors of a node keep their order. What gateways tell each other goes as bytes over a network that loses some of
 * it, delivers some of it twice, and has some overtake other. Time passes when nothing else can happen, and now and then for a worker.
 */
final class NodesStage {

  private static final long SEED = 1;
  private static final int MOST_STEPS = 1_000_000;

  /**
   * More often than time has to pass until what was lost is sent again, and a circle is found by what was sent after it closed: of 2000
   * seeds two take more than 200, and none more than 226.
   */
  private static final int MOST_QUIET = 400;

  private static final double EARLY_TIMER = .02;
  private static final double OVERTAKES = .1;
  private static final double TWICE = .1;

  /** Gateways look after what was lost so much more often than workers after deadlocks. */
  private static final int TICKS = 6;

  /** What is on its way to another node. */
  private static final class Packet {
    private final int to;
    private final byte[] bytes;

    Packet(int to, byte[] bytes) {
      this.to = to;
      this.bytes = bytes;
    }
  }

  private final Random random;
  private final double lossy;
  private final TaskModel model;
  private final int nodes;
  private final int workers;
  private final Blocks blocks;
  private final Truth truth;
  private final Wire wire = TaskMessages.wire();
  private final TestInbox<TaskRun.Command> run = TestInbox.create();

  /** Workers, then owners, then gateways. */
  private final List<BehaviorTestKit<Object>> actors = new ArrayList<>();

  private final List<List<ArrayDeque<Object>>> channels = new ArrayList<>();
  private final List<ArrayDeque<Object>> timers = new ArrayList<>();
  private final List<Packet> network = new ArrayList<>();
  private final Account account = new Account();
  private int ended;
  private int steps;
  private int quiet;
  private int lost;

  /**
   * A stage where nothing has happened yet.
   *
   * @param cast of no other stage that is still played on
   * @param lossy the share of batches between nodes that never arrive
   */
  NodesStage(Cast cast, TaskModel model, int nodes, int workers, double lossy, long seed) {
    this.random = new Random(seed);
    this.lossy = lossy;
    this.model = model;
    this.nodes = nodes;
    this.workers = workers;
    this.blocks = new Blocks(model.resources(), model.resources());
    this.truth = new Truth(workers, model::counted);
    Placement placement = new Placement(nodes, workers, blocks.count());
    Coordination coordination = Coordination.of(Policy.DETECT).withOwners(model.resources());
    Assignment whole = Assignment.of(model, SEED, workers, coordination).unsampled();
    IntStream.range(0, workers + blocks.count()).mapToObj(cast::actor).forEach(actors::add);
    for (int node = 0; node < nodes; node++) {
      Behavior<Object> gateway = Gateway.create(TaskOrder.of(whole, node, placement), blocks, new LongAdder());
      actors.add(BehaviorTestKit.create(gateway, "gateway-" + node, ConfigFactory.load()));
    }
    for (int actor = 0; actor < actors.size(); actor++) {
      timers.add(new ArrayDeque<>());
      channels.add(actors.stream().map(_ -> new ArrayDeque<>()).toList());
    }
    for (int node = 0; node < nodes; node++) {
      open(TaskOrder.of(whole, node, placement));
    }
  }

  private void open(TaskOrder order) {
    Placement placement = order.placement();
    int node = order.node();
    ActorRef<Object> gateway = gateway(node);
    Assignment assignment = order.assignment(model);
    List<ActorRef<TaskWorker.Command>> here = new ArrayList<>();
    for (int worker = placement.firstWorker(node); worker < placement.firstWorker(node + 1); worker++) {
      actors.get(worker).run(TaskWorker.create(assignment, worker, run.getRef()));
      here.add(actors.get(worker).getRef().narrow());
    }
    Workers everywhere =
        (worker, command) -> {
          if (placement.hasWorker(node, worker)) {
            actors.get(worker).getRef().tell(command);
          } else {
            gateway.tell(new Gateway.Send(new Letter.ToWorker(worker, command)));
          }
        };
    TaskRun.Owners owners = new NodeOwners(order, assignment, everywhere, gateway).owners(blocks, this::spawned);
    List<ActorRef<Gateway.Command>> gateways = IntStream.range(0, nodes).mapToObj(n -> gateway(n).<Gateway.Command>narrow()).toList();
    run(first() + node, new Gateway.Residents(owners, here, run.getRef()));
    run(first() + node, new Gateway.Peers(gateways));
    here.forEach(worker -> worker.tell(new TaskWorker.Begin(owners, System.nanoTime())));
    follow(first() + node);
  }

  private int first() {
    return workers + blocks.count();
  }

  private ActorRef<Object> gateway(int node) {
    return actors.get(first() + node).getRef();
  }

  private <T> ActorRef<T> spawned(Behavior<T> owner, String name) {
    BehaviorTestKit<Object> actor = actors.get(workers + Integer.parseInt(name.substring(name.indexOf('-') + 1)));
    actor.run(owner);
    return actor.getRef().narrow();
  }

  /** Plays until all is done, and all that was sent for it has arrived. */
  void play() {
    while (ended < workers) {
      step();
    }
    // Who hears that a worker has ended knows that its gateway has what it gave back before.
    deliverAll();
    TestInbox<TaskShare.Command> drained = TestInbox.create();
    for (int node = 0; node < nodes; node++) {
      run(first() + node, new Gateway.Drain(drained.getRef()));
    }
    for (int left = nodes; left > 0; left -= drained.getAllReceived().size()) {
      step();
    }
    deliverAll();
  }

  private void deliverAll() {
    while (!ready().isEmpty()) {
      deliver(ready().getFirst());
    }
  }

  private void step() {
    steps++;
    assertThat(steps).as("messages, and still %d of %d workers work", workers - ended, workers).isLessThan(MOST_STEPS);
    List<int[]> ready = ready();
    int choices = ready.size() + network.size();
    if (choices == 0) {
      passTime();
    } else if (random.nextDouble() < EARLY_TIMER) {
      timerEnds(random.nextInt(workers));
    } else {
      int choice = random.nextInt(choices);
      if (choice < ready.size()) {
        deliver(ready.get(choice));
      } else {
        carry(network.remove(random.nextDouble() < OVERTAKES ? random.nextInt(network.size()) : 0));
      }
    }
  }

  /** Channels with messages: to whom, and from whom. */
  private List<int[]> ready() {
    List<int[]> ready = new ArrayList<>();
    for (int to = 0; to < actors.size(); to++) {
      for (int from = 0; from < actors.size(); from++) {
        if (!channels.get(to).get(from).isEmpty()) {
          ready.add(new int[] {to, from});
        }
      }
    }
    return ready;
  }

  private void deliver(int[] toAndFrom) {
    run(toAndFrom[0], channels.get(toAndFrom[0]).get(toAndFrom[1]).remove());
  }

  private void carry(Packet packet) {
    if (random.nextDouble() < lossy) {
      lost++;
      return;
    }
    if (random.nextDouble() < TWICE) {
      network.add(packet);
    }
    run(packet.to, wire.message(packet.bytes, wire.manifest()));
  }

  private void passTime() {
    quiet++;
    assertThat(quiet).as("times in a row that nobody got on, and still %d of %d workers work", workers - ended, workers).isLessThan(MOST_QUIET);
    for (int actor = quiet % TICKS == 0 ? 0 : first(); actor < actors.size(); actor++) {
      timerEnds(actor);
    }
  }

  private void timerEnds(int actor) {
    Object timer = timers.get(actor).poll();
    if (timer != null) {
      if (actor >= first()) {
        timers.get(actor).add(timer);
      }
      run(actor, timer);
    }
  }

  private void run(int actor, Object message) {
    actors.get(actor).run(message);
    follow(actor);
    if (message instanceof ResourceOwner.Ask ask && isOwner(actor)) {
      truth.waits(ask.worker(), ask.resource());
    }
  }

  private boolean isOwner(int actor) {
    return actor >= workers && actor < first();
  }

  /** Takes what an actor has sent to where it belongs. */
  private void follow(int actor) {
    for (Effect effect : actors.get(actor).getAllEffects()) {
      switch (effect) {
        case Effect.Scheduled<?> timer -> timers.get(actor).add(timer.message());
        case Effect.TimerScheduled<?> timer -> timers.get(actor).add(timer.msg());
        default -> {}
      }
    }
    for (int to = 0; to < actors.size(); to++) {
      for (Object message : actors.get(to).selfInbox().getAllReceived()) {
        if (actor >= first() && to >= first() && to != actor) {
          network.add(new Packet(to, wire.bytes(message)));
        } else {
          channels.get(to).get(actor).add(message);
          see(actor, to, message);
        }
      }
    }
    while (run.hasMessages()) {
      if (run.receiveMessage() instanceof TaskRun.WorkerEnded of) {
        account.add(of.account());
        ended++;
      }
    }
  }

  private void see(int from, int to, Object sent) {
    if (isOwner(from)) {
      switch (sent) {
        case Gateway.Send(Letter.ToWorker(int worker, var command)) -> told(worker, command);
        case TaskWorker.Command command -> told(to, command);
        default -> {}
      }
    } else if (from < workers) {
      switch (sent) {
        case ResourceOwner.Returned returned -> truth.returned(from, returned.grant().resource());
        case ResourceOwner.Withdraw _ -> assertThat(truth.wasInCircle(from)).as("worker %d gave up though it was in no circle", from).isTrue();
        default -> {}
      }
    }
  }

  private void told(int worker, TaskWorker.Command command) {
    switch (command) {
      case Grant grant -> {
        truth.granted(worker, grant.resource());
        quiet = 0;
      }
      case TaskWorker.Withdrawn _ -> truth.endsWait(worker);
      default -> {}
    }
  }

  /** All have done what a plain loop does, and nobody but victims has tried again. */
  void assertDone(String how) {
    TestInbox<TaskRun.Command> surrendered = TestInbox.create();
    IntStream.range(workers, first()).forEach(owner -> actors.get(owner).run(new ResourceOwner.Surrender(surrendered.getRef())));
    CellStore cells = CellStore.first(model, SEED);
    for (TaskRun.Command command : surrendered.getAllReceived()) {
      if (command instanceof TaskRun.Surrendered of) {
        account.add(of.account());
        of.grants().stream().filter(grant -> grant.cells().length > 0).forEach(grant -> cells.put(grant.resource(), grant.cells()));
      }
    }
    assertThat(Work.of(cells, account)).as(how).isEqualTo(Work.reference(model, SEED));
    assertThat(account.retries()).as("tried again, %s", how).isEqualTo(account.deadlocks().broken());
  }

  /** What was done; to be asked for at the end. */
  Account account() {
    return account;
  }

  /** How many circles of waits there were in truth. */
  int circles() {
    return truth.circles();
  }

  /** How many batches and acknowledgements never arrived. */
  int lost() {
    return lost;
  }
}
