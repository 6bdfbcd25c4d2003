package lockstep.node.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import lockstep.engine.EngineFailure;

/**
 * A network that this JVM shares with the processes that it starts, and with nobody else, and that can be divided. It needs Linux. The
 * JVM and each process are in a network namespace of their own, into which {@link #apart} starts them; the one of the JVM has a switch
 * and a cable to each process.
 *
 * <p>The namespaces have no names and their addresses are nobody's, so nothing is seen outside, and any number of such networks are
 * beside each other. A namespace ends with the last process in it, and its cables with it: whatever becomes of this JVM, the kernel
 * leaves nothing of the network.
 *
 * <p>Its methods are called by one thread at a time, but for {@link #isCutOff}.
 */
public final class PrivateNetwork {

  private static final List<String> APART = List.of("unshare", "--net", "--");
  private static final Path OWN = Path.of("/proc/self/ns/net");
  private static final String SWITCH = "switch";

  /** For documentation, so that no machine in the world is there: RFC 5737. */
  private static final String ADDRESSES = "192.0.2.";

  private static final int OWN_ADDRESS = 254;
  private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();
  private static final long LOOK_NANOS = 1_000_000;

  /** All processes hear each other. */
  private static final List<List<Integer>> WHOLE = List.of();

  /** How many bridges there are for groups that do not hear this JVM. */
  private int bridges;

  /** How often it was divided. */
  private int cuts;

  /** Who hears whom: read by the threads that learn of the ends of processes. */
  private volatile List<List<Integer>> groups = WHOLE;

  /**
   * Lays the network of this JVM, which was started {@link #apart}.
   *
   * @throws EngineFailure when that cannot be done
   */
  public PrivateNetwork() {
    if (namespace(OWN).equals(ProcessHandle.current().parent().map(parent -> namespace(of(parent.pid()))).orElse(""))) {
      throw new IllegalStateException("this JVM is in the network of its parent");
    }
    // With an address that it does not take from its cables: nobody has to learn it anew when one of these is moved.
    IpCommand.here()
        .does(
            "link set dev lo up",
            "link add name " + SWITCH + " address 02:00:00:00:00:fe type bridge",
            "address add " + ownAddress() + "/24 dev " + SWITCH,
            "link set dev " + SWITCH + " up");
  }

  /** The command that starts a process of the same number in a network namespace of its own, where there is nothing. */
  public static List<String> apart(List<String> command) {
    List<String> longer = new ArrayList<>(APART);
    longer.addAll(command);
    return longer;
  }

  /** Why this machine cannot have such a network; empty if it can. */
  public static Optional<String> missing() {
    return missing(APART);
  }

  /** The same when processes are started apart by that command. */
  static Optional<String> missing(List<String> apart) {
    if (!Files.exists(OWN)) {
      return Optional.of("only Linux has network namespaces");
    }
    try {
      IpCommand.in(OWN, apart).does("link add name " + SWITCH + " type bridge", "link add name node-1 type veth peer name cable");
      return Optional.empty();
    } catch (EngineFailure e) {
      return Optional.of("it needs root, and the programs unshare, nsenter and ip: " + e.getMessage());
    }
  }

  /** Where this JVM is. */
  public String ownAddress() {
    return ADDRESSES + OWN_ADDRESS;
  }

  /** Where a process is that was connected under a number. */
  public String address(int number) {
    return ADDRESSES + number;
  }

  /**
   * Connects a process that was started {@link #apart}.
   *
   * @param number from 1 to 64
   * @throws EngineFailure when that cannot be done
   */
  public void connect(int number, long pid) {
    awaitNamespace(number, pid);
    IpCommand.here()
        .does(
            "link add name " + cable(number) + " type veth peer name cable netns " + pid,
            "link set dev " + cable(number) + " master " + SWITCH + " up");
    IpCommand.in(of(pid), List.of())
        .does("link set dev lo up", "address add " + address(number) + "/24 dev cable", "link set dev cable up");
  }

  /** A process enters its namespace a moment after it has been started. */
  private static void awaitNamespace(int number, long pid) {
    String own = namespace(OWN);
    long begin = System.nanoTime();
    while (namespace(of(pid)).equals(own)) {
      if (System.nanoTime() - begin > PATIENCE_NANOS || Thread.interrupted()) {
        throw new EngineFailure("node " + number + " is still in the network of its parent");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static Path of(long pid) {
    return Path.of("/proc", Long.toString(pid), "ns", "net");
  }

  private static String namespace(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      throw new EngineFailure("the network of a process cannot be told: " + e.getMessage(), e);
    }
  }

  private static String cable(int number) {
    return "node-" + number;
  }

  /**
   * Divides it; when it is divided already, otherwise. This JVM hears the first group.
   *
   * @param who hears whom, by numbers, each in one group
   * @return what {@link #heal} is told
   * @throws EngineFailure when that cannot be done
   */
  public int cut(List<List<Integer>> who) {
    List<String> lines = new ArrayList<>();
    while (bridges < who.size() - 1) {
      bridges++;
      lines.add("link add name " + bridge(bridges) + " type bridge");
      lines.add("link set dev " + bridge(bridges) + " up");
    }
    for (int group = 0; group < who.size(); group++) {
      lines.addAll(plugged(who.get(group), bridge(group)));
    }
    groups = List.copyOf(who);
    IpCommand.here().does(lines);
    return ++cuts;
  }

  /** Puts the cables of processes into a bridge. A process that has ended has taken its cable with it. */
  private static List<String> plugged(List<Integer> numbers, String bridge) {
    Set<String> there = devices();
    return numbers.stream().map(PrivateNetwork::cable).filter(there::contains).map(cable -> "link set dev " + cable + " master " + bridge).toList();
  }

  /** The names of this JVM's devices: after two lines of headings, each ends at a colon. */
  private static Set<String> devices() {
    try {
      return Files.readAllLines(Path.of("/proc/self/net/dev")).stream()
          .skip(2)
          .map(line -> line.substring(0, line.indexOf(':')).strip())
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new EngineFailure("the devices of the network cannot be told: " + e.getMessage(), e);
    }
  }

  private static String bridge(int group) {
    return group == 0 ? SWITCH : "group-" + group;
  }

  /**
   * All hear each other again; but not if it was divided otherwise since then.
   *
   * @param cut that is to end
   * @throws EngineFailure when that cannot be done
   */
  public void heal(int cut) {
    if (cut == cuts) {
      heal();
    }
  }

  /** All hear each other again. */
  public void heal() {
    IpCommand.here().does(plugged(groups.stream().flatMap(List::stream).toList(), SWITCH));
    groups = WHOLE;
  }

  /** Whether a process does not hear this JVM. May be called by any thread. */
  public boolean isCutOff(int number) {
    return groups.stream().skip(1).anyMatch(group -> group.contains(number));
  }
}
