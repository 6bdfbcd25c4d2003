package lockstep.cluster.node;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.discovery.Lookup;
import org.apache.pekko.discovery.ServiceDiscovery;
import org.apache.pekko.discovery.ServiceDiscovery.Resolved;
import org.apache.pekko.discovery.kubernetes.KubernetesApiServiceDiscovery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.Future;
import scala.concurrent.duration.FiniteDuration;
import scala.util.Try;

/**
 * Finds nodes by asking Kubernetes for pods, and says in the log what it found: one line whenever that changes. Named in the
 * configuration; called by Pekko's threads.
 */
public final class PodDiscovery extends ServiceDiscovery {

  private static final Logger LOG = LoggerFactory.getLogger(PodDiscovery.class);

  private final ServiceDiscovery kubernetes;
  private final ExtendedActorSystem system;
  private final int needed;
  private final AtomicReference<String> said = new AtomicReference<>("");

  /** Called by Pekko. */
  public PodDiscovery(ExtendedActorSystem system) {
    this.system = system;
    this.kubernetes = new KubernetesApiServiceDiscovery(system);
    this.needed = system.settings().config().getInt("pekko.management.cluster.bootstrap.contact-point-discovery.required-contact-point-nr");
  }

  @Override
  public Future<Resolved> lookup(Lookup lookup, FiniteDuration timeout) {
    Future<Resolved> found = kubernetes.lookup(lookup, timeout);
    found.onComplete(
        answer -> {
          say(lookup.serviceName(), answer);
          return answer;
        },
        system.dispatcher());
    return found;
  }

  private void say(String service, Try<Resolved> answer) {
    String text =
        answer.isSuccess()
            ? "Kubernetes tells of " + answer.get().addresses().size() + " nodes that run with the label app=" + service + ", of " + needed + " that are needed"
            : "Kubernetes does not tell which nodes there are: " + reason(answer.failed().get());
    if (!text.equals(said.getAndSet(text))) {
      LOG.warn(text);
    }
  }

  /** What it was, with a remedy where one is known. */
  static String reason(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("forbidden")) {
      return "it forbids to (403); a Role must allow the service account of this pod to list pods";
    }
    if (lower.contains("401")) {
      return "it does not know who asks (401); the pod must have a service account whose token is mounted";
    }
    return message;
  }
}
