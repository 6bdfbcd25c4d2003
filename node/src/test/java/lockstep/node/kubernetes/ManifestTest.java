package lockstep.node.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests, as {@code kubectl} renders them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ManifestTest {

  private static final Path FOLDER = Path.of("..", "k8s");

  private String local = "";

  @BeforeAll
  void render() throws IOException, InterruptedException {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl"))),
        "there is no kubectl: the manifests are not rendered");
    local = Manifests.render(FOLDER.resolve("overlays/local"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/local"})
  void everyFolderKeepsEveryRule(String folder) throws IOException, InterruptedException {
    assertThat(ManifestRules.problems(Manifests.read(Manifests.render(FOLDER.resolve(folder))))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "    matchLabels:\\n      app: lockstep-node\\n  strategy | matchLabels:\\n      app: other\\n  strategy | the Deployment does not select its own pods",
        "--bootstrap=lockstep-node | --bootstrap=other | nodes look for another label than app=lockstep-node",
        "selector:\\n    app: lockstep-node\\n---| selector:\\n    app: other\\n--- | the Service does not select the nodes",
        "      app: lockstep-run\\n  policyTypes | app: other\\n  policyTypes | the NetworkPolicy lockstep-run selects no pods",
        "--listen=$(POD_IP):17355 | --listen=$(POD_IP):17356 | the port remoting is not the one that nodes listen at",
        "--management=$(POD_IP):7626 | --management=$(POD_IP):7627 | the port management is not the one that nodes listen at",
        "--cluster=lockstep-nodes:17355 | --cluster=lockstep-nodes:1 | the Job joins another address than the Service's, lockstep-nodes:17355",
        "clusterIP: None | clusterIP: 10.0.0.1 | the Service has one address for all nodes: a run must see that of each",
        "targetPort: remoting | targetPort: nothing | the Service's port leads to no port of a node: nothing",
        "path: /ready | path: /readiness | the readiness probe does not ask for /ready at a port of the node",
        "serviceAccountName: lockstep-job | serviceAccountName: default | there is no ServiceAccount default",
        "kind: Role\\n  name: lockstep-find-nodes | kind: Role\\n  name: other | the RoleBinding names another Role than lockstep-find-nodes",
        "  - list | - delete | the Role allows more than to read pods: [get, delete, watch] [pods]",
        "- pods | - secrets | the Role allows more than to read pods: [get, list, watch] [secrets]",
        "terminationGracePeriodSeconds: 90 | terminationGracePeriodSeconds: 30 | nodes get 30 s to end, and the phases of their shutdown may take 70 s",
        "runAsNonRoot: true | runAsNonRoot: false | lockstep-node may run as root",
        "type: RuntimeDefault | type: Unconfined | lockstep-node may use any system call",
        "allowPrivilegeEscalation: false | allowPrivilegeEscalation: true | lockstep-node may gain privileges",
        "readOnlyRootFilesystem: true | readOnlyRootFilesystem: false | lockstep-node may write to its own image",
        "- ALL | - NET_RAW | lockstep-node keeps capabilities",
        "automountServiceAccountToken: true | automountServiceAccountToken: false | nodes have no token to ask for pods with",
        "ActiveProcessorCount=1 | ActiveProcessorCount=2 | node does not count the 1 cores that it may use",
        "- ALL | - ALL\\n            add: [NET_RAW] | lockstep-node keeps capabilities",
        "restartPolicy: Never | hostNetwork: true\\n      restartPolicy: Never | lockstep-run uses the network of its machine",
        "- emptyDir:\\n          sizeLimit: 256Mi | - hostPath:\\n          path: /tmp | lockstep-node uses the files of its machine",
        "cpu: \"1\"\\n            memory: 512Mi | cpu: \"1\" | node has no limit of memory",
        "subjects:\\n- kind: ServiceAccount\\n  name: lockstep-node | subjects:\\n- kind: ServiceAccount\\n  name: lockstep-job | the RoleBinding is not for the nodes alone",
        "subjects:\\n- kind: ServiceAccount\\n  name: lockstep-node | subjects:\\n- kind: ServiceAccount\\n  name: default | the RoleBinding names no ServiceAccount: default",
        "kind: ConfigMap\\nmetadata:\\n  labels:\\n    app.kubernetes.io/part-of: lockstep\\n  name: lockstep | kind: ConfigMap\\nmetadata:\\n  name: other | there is no ConfigMap",
        "automountServiceAccountToken: false\\n      containers | automountServiceAccountToken: true\\n      containers | the Job has a token that it does not need",
        "replicas: 3 | replicas: 2 | nodes wait for 3 to form a cluster, and there are 2",
        "backoffLimit: 0 | backoffLimit: 4 | a run that fails is run again, and its exit code lost",
        "restartPolicy: Never | restartPolicy: OnFailure | a run that ends is started again",
        "image: lockstep:0.1.0 | image: lockstep | nodes and runs are not of one version"
      })
  void whatBreaksARuleIsTold(String from, String to, String problem) {
    String broken = replaced(from, to);

    assertThat(ManifestRules.problems(Manifests.read(broken))).anySatisfy(told -> assertThat(told).startsWith(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas: 3 | replicaz: 3 | replicaz",
        "kind: Deployment | kind: DaemonSet | a kind of object that nothing here needs: apps/v1 DaemonSet"
      })
  void whatIsNotOfItsTypeIsRefused(String from, String to, String reason) {
    String broken = replaced(from, to);

    assertThatThrownBy(() -> Manifests.read(broken)).hasMessageContaining(reason);
  }

  /** Only the first: what comes after it is another object's. */
  private String replaced(String from, String to) {
    String found = from.replace("\\n", "\n");
    int at = local.indexOf(found);
    assertThat(at).as(from + " in\n" + local).isNotNegative();
    String kept = found.substring(0, found.length() - found.stripLeading().length());
    return local.substring(0, at) + kept + to.replace("\\n", "\n") + local.substring(at + found.length());
  }

  @Test
  void nodesAndRunsAreOfTheVersionThatIsBuilt() throws IOException {
    String version = Files.readString(Path.of("..", "pom.xml")).replaceAll("(?s).*?<version>([^<]+)</version>.*", "$1");

    assertThat(local).contains("image: lockstep:" + version);
  }
}
