package lockstep.engine;

import java.util.Set;
import java.util.function.Supplier;

/**
 * One way to coordinate work, as it can be chosen by name.
 *
 * @param name the name in scenario files
 * @param summary one sentence, without a full stop
 * @param policies the policies it offers; empty when it has nothing to coordinate, and then it always has one worker
 * @param settings what else can be set of it
 * @param opener starts an engine of this kind
 */
public record EngineKind(String name, String summary, Set<Policy> policies, Set<Setting> settings, Supplier<Engine> opener) {

  public EngineKind {
    policies = Set.copyOf(policies);
    settings = Set.copyOf(settings);
  }

  /** A kind of which nothing but the policy can be set. */
  public EngineKind(String name, String summary, Set<Policy> policies, Supplier<Engine> opener) {
    this(name, summary, policies, Set.of(), opener);
  }

  /** Whether it can be given that setting under a policy, and is another engine then. */
  public boolean has(Setting setting, Policy policy) {
    return settings.contains(setting) && policies.contains(policy) && setting.matters(policy);
  }

  /** Whether tasks are performed by one worker and nothing is coordinated. */
  public boolean uncoordinated() {
    return policies.isEmpty();
  }

  /** Starts an engine; the caller closes it. */
  public Engine open() {
    return opener.get();
  }
}
