package lockstep.cluster.task;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Actors for tests that need new ones thousands of times: each takes over another role instead, which is far quicker. */
final class Cast {

  private static final Config CONFIG = ConfigFactory.load();

  private static final class TakesOver extends BehaviorInterceptor<Object, Object> {

    TakesOver() {
      super(Object.class);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Behavior<Object> aroundReceive(
        TypedActorContext<Object> context, Object message, BehaviorInterceptor.ReceiveTarget<Object> target) {
      return message instanceof Behavior<?> role ? (Behavior<Object>) role : target.apply(context, message);
    }
  }

  private final List<BehaviorTestKit<Object>> actors = new ArrayList<>();

  /** The actor of a number, without anything that was left from its role before. */
  BehaviorTestKit<Object> actor(int number) {
    while (actors.size() <= number) {
      actors.add(
          BehaviorTestKit.create(
              Behaviors.intercept(TakesOver::new, Behaviors.ignore()), "actor-" + actors.size(), CONFIG));
    }
    BehaviorTestKit<Object> actor = actors.get(number);
    actor.selfInbox().getAllReceived();
    actor.getAllEffects();
    return actor;
  }
}
