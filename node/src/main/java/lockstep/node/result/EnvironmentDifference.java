package lockstep.node.result;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** In what two environments differ, as far as that changes what is measured in them. The load does not count. */
public final class EnvironmentDifference {

  private EnvironmentDifference() {}

  /**
   * The first difference, as a clause: {@code cores was 2, is 4}.
   *
   * @param program whether the program itself counts, by its version and the commit of its sources
   */
  public static Optional<String> first(Environment was, Environment is, boolean program) {
    Map<String, Object> before = parts(was, program);
    Map<String, Object> after = parts(is, program);
    return before.keySet().stream()
        .filter(name -> !Objects.equals(before.get(name), after.get(name)))
        .map(name -> name + " was " + before.get(name) + ", is " + after.get(name))
        .findFirst();
  }

  private static Map<String, Object> parts(Environment environment, boolean program) {
    Map<String, Object> parts = new LinkedHashMap<>();
    if (program) {
      parts.put("version", environment.version());
      parts.put("git", environment.git().orElse("unknown"));
    }
    parts.put("cpu", environment.cpu().orElse("unknown"));
    parts.put("cores", environment.cores());
    parts.put("memoryBytes", environment.memoryBytes().map(String::valueOf).orElse("unknown"));
    parts.put("os", environment.os());
    parts.put("jvm", environment.jvm());
    parts.put("flags", environment.flags());
    parts.put("limits", environment.limits());
    return parts;
  }
}
