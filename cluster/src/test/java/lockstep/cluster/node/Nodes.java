package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import lockstep.cluster.wire.Wire;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventOutcome;
import org.apache.pekko.actor.testkit.typed.Effect;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/**
 * The nodes of one assignment, and what is on its way between them: the real actors, one message at a time, chosen at random from all that
 * are on their way. Time passes when nothing is. A node can be lost, or stopped for a while, between any two messages; nobody tells its
 * shares, or those of an epoch that is over, to stop.
 */
final class Nodes {

  /** More messages than any run has, so that one that never ends is told. */
  private static final int MOST_MESSAGES = 300_000;

  private static final int DRIVER = -1;

  /** From which hosts build the model of an assignment. */
  static final Recipe RECIPE = new Recipe(3, "a model");

  private final Random random;
  private final double lossy;
  private final CompletableFuture<EventOutcome> result = new CompletableFuture<>();
  private final List<Happening> told = new ArrayList<>();
  private final List<Actor<?>> actors = new ArrayList<>();
  private final List<OnItsWay<?>> messages = new ArrayList<>();
  private final List<OnItsWay<?>> heldUp = new ArrayList<>();
  private final List<ActorRef<Host.Command>> hosts = new ArrayList<>();
  private final Set<Integer> gone = new HashSet<>();
  private final Actor<Survival.Command> survival;
  private Optional<Integer> paused = Optional.empty();
  private Optional<Integer> slowDisk = Optional.empty();
  private int delivered;

  /** An actor of a node. */
  private static final class Actor<M> {

    private final int node;
    private final BehaviorTestKit<M> kit;
    private Optional<M> tick = Optional.empty();

    Actor(int node, BehaviorTestKit<M> kit) {
      this.node = node;
      this.kit = kit;
    }

    @SuppressWarnings("unchecked")
    void hasTimer(Effect.TimerScheduled<?> timer) {
      tick = Optional.of((M) timer.msg());
    }
  }

  private record OnItsWay<M>(Actor<M> to, M message) {

    void run() {
      to.kit.run(message);
    }
  }

  /**
   * @param lossy the share of lost messages among those that go between nodes and are told again
   */
  Nodes(EventAssignment assignment, int number, SnapshotPlan plan, List<Long> marks, double lossy, long seed) {
    this(assignment, number, new Surviving(plan, marks, _ -> {}), Optional.empty(), lossy, seed);
  }

  /**
   * Nodes that have what they keep on disk, and go on from what is there.
   *
   * @param kept what is there
   */
  Nodes(EventAssignment assignment, int number, SnapshotPlan plan, Path disk, Kept kept, double lossy, long seed) {
    this(assignment, number, new Surviving(plan, List.of(), Optional.of(disk), _ -> {}), Optional.of(kept), lossy, seed);
  }

  private Nodes(EventAssignment assignment, int number, Surviving how, Optional<Kept> kept, double lossy, long seed) {
    this.random = new Random(seed);
    this.lossy = lossy;
    Surviving surviving = new Surviving(how.plan(), how.marks(), how.disk(), told::add);
    Optional<SnapshotFiles> files = how.disk().map(SnapshotFiles::new);
    for (int node = 0; node < number; node++) {
      hosts.add(add(node, BehaviorTestKit.create(Host.create(_ -> assignment.model(), files, () -> Wire.Traffic.NONE), "node-" + (node + 1))).kit.getRef());
    }
    Behavior<Survival.Command> behavior =
        Survival.create(new Undertaking(assignment, RECIPE, kept, result), hosts, surviving);
    this.survival = add(DRIVER, BehaviorTestKit.create(behavior, "survival"));
    collect();
  }

  private <M> Actor<M> add(int node, BehaviorTestKit<M> kit) {
    Actor<M> actor = new Actor<>(node, kit);
    actors.add(actor);
    return actor;
  }

  /** What has been told while they went on. */
  List<Happening> told() {
    return List.copyOf(told);
  }

  /** What they have come to, when there is a result. */
  CompletableFuture<EventOutcome> result() {
    return result;
  }

  /** How many messages have been delivered. */
  int delivered() {
    return delivered;
  }

  /** Delivers so many messages more, or until there is a result. */
  void deliver(int number) {
    for (int n = 0; n < number && !result.isDone(); n++) {
      assertThat(delivered).as("messages").isLessThan(MOST_MESSAGES);
      while (messages.isEmpty()) {
        List.copyOf(actors).forEach(this::passTime);
      }
      deliver(messages.remove(random.nextInt(messages.size())));
      delivered++;
    }
  }

  void deliverAll() {
    deliver(Integer.MAX_VALUE);
  }

  private <M> void passTime(Actor<M> actor) {
    actor.tick.ifPresent(tick -> messages.add(new OnItsWay<>(actor, tick)));
  }

  private <M> void deliver(OnItsWay<M> next) {
    if (gone.contains(next.to().node) || !actors.contains(next.to()) || !next.to().kit.isAlive()) {
      return;
    }
    if (paused.filter(node -> node == next.to().node).isPresent() || isHeldUpByDisk(next)) {
      heldUp.add(next);
    } else if (!mayBeLost(next.message()) || random.nextDouble() >= lossy) {
      next.run();
      collect();
    }
  }

  private boolean isHeldUpByDisk(OnItsWay<?> next) {
    return next.message() instanceof Archive.Command && slowDisk.filter(node -> node == next.to().node).isPresent();
  }

  /** From now on a node writes nothing to its disk. */
  void holdUpDisk(int node) {
    slowDisk = Optional.of(node);
  }

  private static boolean mayBeLost(Object message) {
    return message instanceof ShareActor.Exchange
        || message instanceof ShareActor.Begin
        || message instanceof Vault.Part
        || message instanceof Vault.Got
        || message instanceof Vault.Copy
        || message instanceof Host.Command
        || message instanceof Survival.Stock
        || message instanceof Conductor.Opened
        || message instanceof Conductor.Stopped
        || message instanceof Conductor.Finished
        || message instanceof Conductor.ImagePart;
  }

  private void collect() {
    for (int n = 0; n < actors.size(); n++) {
      collect(actors.get(n));
    }
  }

  private <M> void collect(Actor<M> actor) {
    for (Effect effect : actor.kit.getAllEffects()) {
      switch (effect) {
        case Effect.SpawnedAnonymous<?> spawned -> add(actor.node, actor.kit.childTestKit(spawned.ref()));
        case Effect.Spawned<?> spawned -> add(actor.node, actor.kit.childTestKit(spawned.ref()));
        case Effect.TimerScheduled<?> timer -> actor.hasTimer(timer);
        case Effect.Stopped stopped ->
            actors.removeIf(child -> child.node == actor.node && child.kit.getRef().path().name().equals(stopped.childName()));
        default -> {}
      }
    }
    actor.kit.selfInbox().getAllReceived().forEach(message -> messages.add(new OnItsWay<>(actor, message)));
  }

  /** A node is no more. What it has sent is still on its way. */
  void lose(int node) {
    gone.add(node);
    tellLost(node);
  }

  /** The others are told that a node is lost, whether it is or not. */
  void tellLost(int node) {
    messages.add(new OnItsWay<>(survival, new Survival.Lost(hosts.get(node), "node " + (node + 1) + " was killed")));
  }

  /** A node stands still: what it is told waits. */
  void pause(int node) {
    paused = Optional.of(node);
  }

  /** It goes on, and so does a disk. */
  void goOn() {
    paused = Optional.empty();
    slowDisk = Optional.empty();
    messages.addAll(heldUp);
    heldUp.clear();
  }
}
