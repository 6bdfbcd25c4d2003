package lockstep.node.kubernetes;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodSecurityContext;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1SecurityContext;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has to hold between the objects of a deployment, beyond what their types can tell. */
final class ManifestRules {

  private static final Set<String> VERBS = Set.of("get", "list", "watch");

  private final Manifests manifests;
  private final V1Deployment deployment;
  private final V1Job job;
  private final V1Service service;
  private final V1Container node;
  private final V1Container run;
  private final List<String> problems = new ArrayList<>();

  private ManifestRules(Manifests manifests) {
    this.manifests = manifests;
    this.deployment = manifests.only(V1Deployment.class);
    this.job = manifests.only(V1Job.class);
    this.service = manifests.only(V1Service.class);
    this.node = pod(deployment.getSpec().getTemplate()).getContainers().getFirst();
    this.run = pod(job.getSpec().getTemplate()).getContainers().getFirst();
  }

  /** What is wrong, a line each; empty when nothing is. */
  static List<String> problems(Manifests manifests) {
    ManifestRules rules = new ManifestRules(manifests);
    rules.labels();
    rules.ports();
    rules.probes();
    rules.names();
    rules.permissions();
    rules.gracePeriod();
    rules.security(rules.deployment.getSpec().getTemplate());
    rules.security(rules.job.getSpec().getTemplate());
    rules.sizes();
    rules.images();
    return List.copyOf(rules.problems);
  }

  private void must(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  private static V1PodSpec pod(V1PodTemplateSpec template) {
    return Objects.requireNonNull(template.getSpec(), "a template without a pod");
  }

  private static Map<String, String> labels(V1PodTemplateSpec template) {
    return Objects.requireNonNull(template.getMetadata(), "a template without labels").getLabels();
  }

  private static boolean selects(Map<String, String> selector, V1PodTemplateSpec template) {
    return !selector.isEmpty() && labels(template).entrySet().containsAll(selector.entrySet());
  }

  private void labels() {
    V1PodTemplateSpec nodes = deployment.getSpec().getTemplate();
    must(selects(deployment.getSpec().getSelector().getMatchLabels(), nodes), "the Deployment does not select its own pods");
    must(selects(service.getSpec().getSelector(), nodes), "the Service does not select the nodes");
    String label = labels(nodes).get("app");
    must(argument(node, "--bootstrap").equals(Optional.ofNullable(label)), "nodes look for another label than app=" + label);
    for (V1NetworkPolicy policy : manifests.all(V1NetworkPolicy.class).toList()) {
      Map<String, String> selector = policy.getSpec().getPodSelector().getMatchLabels();
      must(
          selects(selector, nodes) || selects(selector, job.getSpec().getTemplate()),
          "the NetworkPolicy " + policy.getMetadata().getName() + " selects no pods");
    }
  }

  private void ports() {
    portIs("remoting", argument(node, "--listen"));
    portIs("management", argument(node, "--management"));
    service.getSpec().getPorts()
        .forEach(port -> must(port(port.getTargetPort().getStrValue()).isPresent(), "the Service's port leads to no port of a node: " + port.getTargetPort()));
    String reached = service.getMetadata().getName() + ":" + service.getSpec().getPorts().getFirst().getPort();
    must(argument(run, "--cluster").equals(Optional.of(reached)), "the Job joins another address than the Service's, " + reached);
    must("None".equals(service.getSpec().getClusterIP()), "the Service has one address for all nodes: a run must see that of each");
  }

  private void portIs(String name, Optional<String> address) {
    Optional<String> told = address.map(text -> text.substring(text.lastIndexOf(':') + 1));
    must(told.isPresent() && told.equals(port(name).map(port -> port.getContainerPort().toString())), "the port " + name + " is not the one that nodes listen at");
  }

  private Optional<V1ContainerPort> port(String name) {
    return node.getPorts().stream().filter(port -> name.equals(port.getName())).findFirst();
  }

  private static Optional<String> argument(V1Container container, String option) {
    return container.getArgs().stream()
        .filter(argument -> argument.startsWith(option + "="))
        .map(argument -> argument.substring(option.length() + 1))
        .findFirst();
  }

  private void probes() {
    Config checks = settings().getConfig("pekko.management.health-checks");
    probe("liveness", node.getLivenessProbe(), checks.getString("liveness-path"));
    probe("startup", node.getStartupProbe(), checks.getString("liveness-path"));
    probe("readiness", node.getReadinessProbe(), checks.getString("readiness-path"));
  }

  private void probe(String name, V1Probe probe, String path) {
    must(
        probe != null && ("/" + path).equals(probe.getHttpGet().getPath()) && port(probe.getHttpGet().getPort().getStrValue()).isPresent(),
        "the " + name + " probe does not ask for /" + path + " at a port of the node");
  }

  private void names() {
    Set<String> accounts = manifests.all(V1ServiceAccount.class).map(account -> account.getMetadata().getName()).collect(Collectors.toSet());
    for (V1PodTemplateSpec template : templates()) {
      String account = pod(template).getServiceAccountName();
      must(accounts.contains(account), "there is no ServiceAccount " + account);
    }
    V1RoleBinding binding = manifests.only(V1RoleBinding.class);
    String role = manifests.only(V1Role.class).getMetadata().getName();
    must(role.equals(binding.getRoleRef().getName()), "the RoleBinding names another Role than " + role);
    binding.getSubjects().forEach(subject -> must(accounts.contains(subject.getName()), "the RoleBinding names no ServiceAccount: " + subject.getName()));
    Set<String> maps = manifests.all(V1ConfigMap.class).map(map -> map.getMetadata().getName()).collect(Collectors.toSet());
    pod(job.getSpec().getTemplate()).getVolumes().stream()
        .filter(volume -> volume.getConfigMap() != null)
        .forEach(volume -> must(maps.contains(volume.getConfigMap().getName()), "there is no ConfigMap " + volume.getConfigMap().getName()));
  }

  private List<V1PodTemplateSpec> templates() {
    return List.of(deployment.getSpec().getTemplate(), job.getSpec().getTemplate());
  }

  private void permissions() {
    manifests.only(V1Role.class).getRules()
        .forEach(
            rule ->
                must(
                    VERBS.containsAll(rule.getVerbs()) && List.of("pods").equals(rule.getResources()) && List.of("").equals(rule.getApiGroups()),
                    "the Role allows more than to read pods: " + rule.getVerbs() + " " + rule.getResources()));
    List<String> bound = manifests.only(V1RoleBinding.class).getSubjects().stream().map(subject -> subject.getName()).toList();
    must(bound.equals(List.of(pod(deployment.getSpec().getTemplate()).getServiceAccountName())), "the RoleBinding is not for the nodes alone");
    must(Boolean.TRUE.equals(pod(deployment.getSpec().getTemplate()).getAutomountServiceAccountToken()), "nodes have no token to ask for pods with");
    must(Boolean.FALSE.equals(pod(job.getSpec().getTemplate()).getAutomountServiceAccountToken()), "the Job has a token that it does not need");
  }

  private void gracePeriod() {
    Config shutdown = settings().getConfig("pekko.coordinated-shutdown");
    long usual = shutdown.getDuration("default-phase-timeout").toSeconds();
    long sum =
        shutdown.getObject("phases").keySet().stream()
            .map(phase -> shutdown.getConfig("phases").getConfig(phase))
            .mapToLong(phase -> phase.hasPath("timeout") ? phase.getDuration("timeout").toSeconds() : usual)
            .sum();
    long grace = pod(deployment.getSpec().getTemplate()).getTerminationGracePeriodSeconds();
    must(grace > sum, "nodes get " + grace + " s to end, and the phases of their shutdown may take " + sum + " s");
  }

  private static Config settings() {
    return ConfigFactory.load("lockstep-cluster");
  }

  private void security(V1PodTemplateSpec template) {
    String app = labels(template).get("app");
    V1PodSpec spec = pod(template);
    V1PodSecurityContext context = Objects.requireNonNullElseGet(spec.getSecurityContext(), V1PodSecurityContext::new);
    must(Boolean.TRUE.equals(context.getRunAsNonRoot()), app + " may run as root");
    must(
        context.getSeccompProfile() != null && "RuntimeDefault".equals(context.getSeccompProfile().getType()), app + " may use any system call");
    must(!Boolean.TRUE.equals(spec.getHostNetwork()), app + " uses the network of its machine");
    must(spec.getVolumes().stream().allMatch(volume -> volume.getHostPath() == null), app + " uses the files of its machine");
    for (V1Container container : spec.getContainers()) {
      V1SecurityContext own = Objects.requireNonNullElseGet(container.getSecurityContext(), V1SecurityContext::new);
      must(Boolean.FALSE.equals(own.getAllowPrivilegeEscalation()), app + " may gain privileges");
      must(Boolean.TRUE.equals(own.getReadOnlyRootFilesystem()), app + " may write to its own image");
      must(
          own.getCapabilities() != null && List.of("ALL").equals(own.getCapabilities().getDrop()) && added(own).isEmpty(),
          app + " keeps capabilities");
    }
  }

  private static List<String> added(V1SecurityContext context) {
    return Objects.requireNonNullElse(Objects.requireNonNull(context.getCapabilities()).getAdd(), List.of());
  }

  /** A JVM that counts more cores than it has starts more threads than can run. */
  private void sizes() {
    for (V1Container container : List.of(node, run)) {
      must(
          container.getResources() != null && container.getResources().getLimits() != null && container.getResources().getLimits().containsKey("memory"),
          container.getName() + " has no limit of memory");
      String flags = container.getEnv().stream().filter(variable -> "JAVA_TOOL_OPTIONS".equals(variable.getName())).map(variable -> variable.getValue()).findFirst().orElse("");
      String cores =
          Optional.ofNullable(container.getResources())
              .map(resources -> resources.getLimits())
              .map(limits -> limits.get("cpu"))
              .map(cpu -> cpu.getNumber().toBigInteger().toString())
              .orElse("");
      must(Stream.of(flags.split(" ")).anyMatch(("-XX:ActiveProcessorCount=" + cores)::equals), container.getName() + " does not count the " + cores + " cores that it may use");
    }
    String needed = argument(node, "--nodes").orElse("");
    must(needed.equals(String.valueOf(deployment.getSpec().getReplicas())), "nodes wait for " + needed + " to form a cluster, and there are " + deployment.getSpec().getReplicas());
    must(Integer.valueOf(0).equals(job.getSpec().getBackoffLimit()), "a run that fails is run again, and its exit code lost");
    must("Never".equals(pod(job.getSpec().getTemplate()).getRestartPolicy()), "a run that ends is started again");
  }

  private void images() {
    must(node.getImage().equals(run.getImage()), "nodes and runs are not of one version");
    must(node.getImage().matches("[^:]+:[0-9][^:]*"), "the image has no version: " + node.getImage());
  }
}
