package lockstep.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The memory of this process. Needs Linux, and a JVM that tracks its native memory.
 *
 * @param heapUsedBytes of the heap, by what can be reached
 * @param heapCommittedBytes of the heap, by what the JVM has asked the system for
 * @param residentBytes of the whole process: what is in memory
 * @param stackBytes of the stacks of platform threads: what of them was ever touched
 * @param threads platform threads, those of the JVM included
 */
record Footprint(long heapUsedBytes, long heapCommittedBytes, long residentBytes, long stackBytes, long threads) {

  /** What a JVM needs to be started with. */
  static final String TRACKING = "-XX:NativeMemoryTracking=summary";

  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
  private static final Pattern STACKS = Pattern.compile("stack: reserved=\\d+KB, committed=(\\d+)KB");
  private static final int MOST_COLLECTIONS = 10;
  private static final long KIB = 1024;

  /** Collects garbage until that frees less than a hundredth of what is used, then looks. */
  static Footprint now() {
    long before = Long.MAX_VALUE;
    long used = collected();
    for (int n = 1; n < MOST_COLLECTIONS && before - used > used / 100; n++) {
      before = used;
      used = collected();
    }
    return new Footprint(
        used,
        MEMORY.getHeapMemoryUsage().getCommitted(),
        KIB * status("VmRSS"),
        KIB * number(STACKS, nativeMemory()),
        status("Threads"));
  }

  private static long collected() {
    System.gc();
    return MEMORY.getHeapMemoryUsage().getUsed();
  }

  private static long status(String key) {
    try {
      return number(Pattern.compile(key + ":\\s+(\\d+)"), Files.readString(Path.of("/proc/self/status")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the memory of this process, which needs Linux", e);
    }
  }

  private static String nativeMemory() {
    try {
      Object[] arguments = {new String[] {"summary"}};
      String[] types = {String[].class.getName()};
      return String.valueOf(
          ManagementFactory.getPlatformMBeanServer()
              .invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "vmNativeMemory", arguments, types));
    } catch (JMException e) {
      throw new IllegalStateException("cannot ask the JVM for its native memory", e);
    }
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("there is no " + pattern + " in: " + text);
    }
    return Long.parseLong(matcher.group(1));
  }
}
