package lockstep.node.fork;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import lockstep.engine.Coordination;
import lockstep.engine.Policy;

/** A made-up order: in one JVM, of closed load, measured once, and with a minute for all of it, unless it is said otherwise. */
final class OrderSample {

  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

  private final String simulation;
  private final Map<String, String> parameters;
  private final String engine;
  private final int workers;
  private Policy policy = Policy.ORDERED;
  private Optional<Double> rate = Optional.empty();
  private Measuring measuring = Measuring.once();
  private long noProgressNanos = MINUTE_NANOS;
  private long limitNanos = MINUTE_NANOS;
  private Optional<EventOrder> events = Optional.empty();

  OrderSample(String simulation, Map<String, String> parameters, String engine, int workers) {
    this.simulation = simulation;
    this.parameters = parameters;
    this.engine = engine;
    this.workers = workers;
  }

  OrderSample under(Policy other) {
    policy = other;
    return this;
  }

  OrderSample arrivingAt(double perSecond) {
    rate = Optional.of(perSecond);
    return this;
  }

  OrderSample measuring(long warmUpNanos, long measureNanos, int mostIterations) {
    measuring = new Measuring(warmUpNanos, measureNanos, mostIterations);
    return this;
  }

  OrderSample noProgressFor(long nanos) {
    noProgressNanos = nanos;
    return this;
  }

  OrderSample within(long nanos) {
    limitNanos = nanos;
    return this;
  }

  OrderSample ofEvents(EventOrder order) {
    events = Optional.of(order);
    return this;
  }

  ForkOrder order() {
    return new ForkOrder(
        simulation,
        parameters,
        42,
        engine,
        workers,
        Coordination.of(policy),
        rate,
        Optional.empty(),
        measuring,
        noProgressNanos,
        limitNanos,
        Optional.empty(),
        Map.of(),
        events,
        Optional.empty());
  }
}
