package lockstep.engine.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the control groups of this process, of both versions, where systems mount them. */
final class ControlGroup {

  private static final String MEMBERSHIP = "proc/self/cgroup";
  private static final List<String> SECOND = List.of("sys/fs/cgroup", "sys/fs/cgroup/unified");
  private static final List<String> FIRST = List.of("sys/fs/cgroup/cpu", "sys/fs/cgroup/cpu,cpuacct");

  /** Deeper than anybody nests them. */
  private static final int DEEPEST = 64;

  private ControlGroup() {}

  /** What they allow; empty where there are none. */
  static Optional<CpuLimit> read(KernelFiles files) {
    String membership = files.text(MEMBERSHIP).orElse("");
    List<CpuLimit> limits = new ArrayList<>();
    for (String folder : folders(SECOND, path(membership, ""))) {
      files
          .text(folder + "/cpu.stat")
          .ifPresent(stat -> limits.add(CpuLimit.second(files.text(folder + "/cpu.max").orElse(""), stat)));
    }
    for (String folder : folders(FIRST, path(membership, "cpu"))) {
      files
          .text(folder + "/cpu.cfs_quota_us")
          .ifPresent(
              quota ->
                  limits.add(
                      CpuLimit.first(
                          quota,
                          files.text(folder + "/cpu.cfs_period_us").orElse(""),
                          files.text(folder + "/cpu.stat").orElse(""))));
    }
    return limits.stream().reduce(CpuLimit::and);
  }

  /**
   * The path of the group that has a controller, from lines {@code id:controllers:path}; version 2 has no names of controllers.
   * Outside of the group's own view of the tree the path is of no use, and the root stands for it.
   */
  static String path(String membership, String controller) {
    return membership
        .lines()
        .map(line -> line.split(":", 3))
        .filter(parts -> parts.length == 3 && Stream.of(parts[1].split(",")).anyMatch(controller::equals))
        .map(parts -> parts[2])
        .filter(path -> path.startsWith("/") && Stream.of(path.split("/")).noneMatch(".."::equals))
        .findFirst()
        .orElse("/");
  }

  /** The folders of a group and of all around it, below every place where they may be mounted. */
  static List<String> folders(List<String> mounts, String path) {
    List<String> names = Stream.of(path.split("/")).filter(name -> !name.isEmpty()).limit(DEEPEST).toList();
    List<String> folders = new ArrayList<>();
    for (String mount : mounts) {
      for (int depth = names.size(); depth >= 0; depth--) {
        folders.add(Stream.concat(Stream.of(mount), names.stream().limit(depth)).reduce((a, b) -> a + "/" + b).orElse(mount));
      }
    }
    return folders;
  }
}
