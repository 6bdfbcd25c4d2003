package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import lockstep.cluster.wire.Wire;
import lockstep.engine.EngineFailure;
import lockstep.engine.ModelFailure;
import lockstep.engine.NodeBoard;
import lockstep.engine.NodeBoard.State;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventModels;
import lockstep.engine.event.EventModels.Case;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.EventShare;
import lockstep.engine.event.EventWork;
import lockstep.engine.event.HeapOracle;
import lockstep.engine.event.Partition;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** The conductor of one assignment, whose questions and answers are lost and repeated. */
final class ConductorTest {

  private static final long SEED = 5;

  private final Case of = EventModels.all().filter(known -> known.name().equals("ties")).findFirst().orElseThrow();
  private final EventAssignment assignment = EventAssignment.of(of.model(), SEED, of.horizon(), 1, 2);
  private final TestInbox<Host.Command> host = TestInbox.create();
  private final TestInbox<ShareActor.Command> shareInbox = TestInbox.create();
  private final TestInbox<Conductor.Command> answers = TestInbox.create();
  private final TestInbox<Vault.Command> vault = TestInbox.create();
  private final TestInbox<Survival.Command> survival = TestInbox.create();
  private final CompletableFuture<EventOutcome> result = new CompletableFuture<>();
  private final Recipe recipe = new Recipe(9, "x".repeat(Recipe.MOST_CHARACTERS + 1));
  private final BehaviorTestKit<Conductor.Command> conductor =
      BehaviorTestKit.create(Conductor.create(new Undertaking(assignment, recipe, Optional.empty(), result), List.of(host.getRef()), Stage.ONLY, survival.getRef()));

  /** Tells the conductor what a node would, twice, with the time passing in between. */
  private void answer(Conductor.Reply reply) {
    conductor.run(reply);
    if (!result.isDone()) {
      conductor.run(Conductor.Order.TICK);
      conductor.run(reply);
    }
  }

  private Conductor.Stopped performed(EventShare share) {
    share.partitions().forEach(Partition::start);
    long window = -1;
    long rounds = 0;
    while (share.goesOn(share.bound(), share.events())) {
      window = share.bound();
      rounds++;
      for (Partition receiver : share.partitions()) {
        share.partitions().forEach(sender -> receiver.accept(sender.batch(receiver.number())));
      }
      for (Partition partition : share.partitions()) {
        partition.handle(window);
      }
    }
    return new Conductor.Stopped(0, true, window, rounds, share.events(), share.lastTime(), 1, 2, new Wire.Traffic(3, 4, 5));
  }

  private void opened() {
    answer(new Conductor.Opened(0, shareInbox.getRef(), vault.getRef()));
    assertThat(shareInbox.getAllReceived()).isNotEmpty().allMatch(ShareActor.Begin.class::isInstance);
  }

  @Test
  void answersThatComeTwiceChangeNothing() throws Exception {
    EventShare share = new EventShare(assignment, 0, 2);
    opened();
    answer(performed(share));
    List<ShareActor.Command> asked = shareInbox.getAllReceived();
    assertThat(asked).isNotEmpty().allMatch(ShareActor.FinishAt.class::isInstance);
    share.finish(((ShareActor.FinishAt) asked.getFirst()).end());
    answer(new Conductor.Finished(0));
    assertThat(result).as("nothing has been fetched").isNotDone();
    Images images = new Images(0, share, answers.getRef());
    while (!result.isDone()) {
      ShareActor.SendImage wanted = (ShareActor.SendImage) shareInbox.getAllReceived().getLast();
      images.send(wanted.partition(), wanted.part());
      answer((Conductor.ImagePart) answers.receiveMessage());
    }
    assertThat(EventWork.of(result.get())).isEqualTo(HeapOracle.perform(of.model(), SEED, of.horizon()));
    assertThat(shareInbox.getAllReceived()).last().isEqualTo(ShareActor.Order.CLOSE);
    assertThat(conductor.isAlive()).isFalse();
  }

  private NodeBoard.Node shown() {
    return assignment.board().nodes().nodes().getFirst();
  }

  @Test
  void whatANodeIsAtIsShownOnTheBoard() {
    String name = host.getRef().path().name();
    assertThat(shown()).isEqualTo(new NodeBoard.Node(name, State.OPENING, 0));
    opened();
    conductor.run(new Conductor.Progress(0, 70, List.of()));
    conductor.run(new Conductor.Progress(0, 90, List.of()));
    assertThat(shown()).isEqualTo(new NodeBoard.Node(name, State.RUNNING, 90));
    conductor.run(performed(new EventShare(assignment, 0, 2)));
    assertThat(shown().state()).isEqualTo(State.ENDING);
    conductor.run(new Conductor.Failed(0, true, "after the end"));
    assertThat(shown().state()).isEqualTo(State.IDLE);
  }

  @Test
  void whatWasDoneBeforeALossIsNotShownAsDoneAgain() {
    Stage second = new Stage(2, 7, 0, Custody.NONE, List.of());
    BehaviorTestKit<Conductor.Command> next =
        BehaviorTestKit.create(Conductor.create(new Undertaking(assignment, recipe, Optional.empty(), result), List.of(host.getRef()), second, survival.getRef()));
    next.run(new Conductor.Progress(0, 5_000, List.of()));
    next.run(new Conductor.Progress(0, 5_030, List.of()));
    assertThat(shown().done()).isEqualTo(30);
  }

  @Test
  void hostThatLacksTheRecipeIsToldAllOfItAndAskedAgain() {
    host.getAllReceived();
    conductor.run(new Conductor.Lacking(0));
    List<Host.Command> told = new ArrayList<>(host.getAllReceived());
    assertThat(told.removeLast()).isInstanceOf(Host.Open.class);
    assertThat(told).extracting(part -> ((Host.Learn) part).part()).containsExactly(0, 1);
    assertThat(told.stream().map(part -> ((Host.Learn) part).text()).reduce("", String::concat)).isEqualTo(recipe.text());
  }

  private void fails(Class<? extends RuntimeException> how, String reason) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(result::get)
        .withCauseExactlyInstanceOf(how)
        .withMessageContaining(reason);
    assertThat(conductor.isAlive()).isFalse();
  }

  @Test
  void hostThatRefusesEndsTheAssignment() {
    conductor.run(new Conductor.Refused(0, "no memory"));
    fails(EngineFailure.class, "cannot do its part: no memory");
  }

  @Test
  void shareThatBreaksEndsTheAssignment() {
    opened();
    conductor.run(new Conductor.Failed(0, false, "a mistake"));
    fails(EngineFailure.class, "broke: a mistake");
  }

  @Test
  void modelThatFailsIsToldWhenAllHaveStopped() {
    opened();
    conductor.run(new Conductor.Failed(0, true, "entity 6 failed"));
    assertThat(result).isNotDone();
    conductor.run(new Conductor.Stopped(0, false, 1, 2, 3, 4, 5, 6, Wire.Traffic.NONE));
    fails(ModelFailure.class, "entity 6 failed");
  }

  @Test
  void repliesOfNodesThatDoNotExistAreRefused() {
    conductor.run(new Conductor.Refused(1, "nobody"));
    conductor.run(new Conductor.Refused(-1, "nobody"));
    conductor.run(new Conductor.ImagePart(0, 0, 0, 1, new Conductor.Words(new long[0])));
    assertThat(result).isNotDone();
    assertThat(conductor.isAlive()).isTrue();
  }
}
