package lockstep.node.kubernetes;

import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/**
 * The objects that a folder of manifests makes, each of its type.
 *
 * @param objects in the order in which they are applied
 */
record Manifests(List<Object> objects) {

  private static final JsonMapper JSON_TEXT = JsonMapper.builder().build();

  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "v1 Namespace", V1Namespace.class,
          "v1 ServiceAccount", V1ServiceAccount.class,
          "v1 Service", V1Service.class,
          "v1 ConfigMap", V1ConfigMap.class,
          "apps/v1 Deployment", V1Deployment.class,
          "batch/v1 Job", V1Job.class,
          "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class,
          "rbac.authorization.k8s.io/v1 Role", V1Role.class,
          "rbac.authorization.k8s.io/v1 RoleBinding", V1RoleBinding.class);

  Manifests {
    objects = List.copyOf(objects);
  }

  /** Renders a folder as {@code kubectl kustomize} does. */
  static String render(Path folder) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("kubectl", "kustomize", folder.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("kubectl does not render " + folder);
    }
    return text;
  }

  /**
   * Reads what was rendered.
   *
   * @throws IllegalArgumentException when an object is of no known type, or has a field that its type does not
   */
  static Manifests read(String rendered) {
    Iterable<Object> documents = new Load(LoadSettings.builder().build()).loadAllFromString(rendered);
    return new Manifests(StreamSupport.stream(documents.spliterator(), false).map(Manifests::typed).toList());
  }

  private static Object typed(Object document) {
    if (!(document instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("no object: " + document);
    }
    String kind = map.get("apiVersion") + " " + map.get("kind");
    Class<?> type = TYPES.get(kind);
    if (type == null) {
      throw new IllegalArgumentException("a kind of object that nothing here needs: " + kind);
    }
    return JSON.deserialize(JSON_TEXT.writeValueAsString(document), type);
  }

  /** Those of a type. */
  <T> Stream<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast);
  }

  /** The only one of a type. */
  <T> T only(Class<T> type) {
    List<T> found = all(type).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(found.size() + " objects of type " + type.getSimpleName() + " instead of one");
    }
    return found.getFirst();
  }
}
