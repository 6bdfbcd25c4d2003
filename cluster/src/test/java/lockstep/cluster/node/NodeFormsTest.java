package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.cluster.task.TaskMessages;
import lockstep.cluster.wire.Wire;
import lockstep.cluster.wire.WireException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeFormsTest {

  private static final Messages MESSAGES = new Messages();

  /** What an actor is told by others of its node only. */
  private static final Set<Class<?>> LOCAL =
      Set.of(
          ShareActor.Done.class,
          ShareActor.Broken.class,
          ShareActor.Given.class,
          ShareActor.Replicated.class,
          ShareActor.Unkept.class,
          Conductor.Order.class,
          Vault.Attend.class,
          Vault.Keep.class,
          Vault.TakeStock.class,
          Vault.Order.class,
          Survival.Lost.class,
          Survival.Began.class,
          Survival.Marked.class,
          Survival.Order.class);

  private final Wire wire = new Wire(NodeForms.SCHEMA, MESSAGES.forms().all());

  static Stream<Object> messages() {
    return MESSAGES.all();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageIsReadAsItWasWritten(Object message) {
    byte[] bytes = wire.bytes(message);
    Object read = wire.message(bytes, wire.manifest());
    assertThat(read).usingRecursiveComparison().withStrictTypeChecking().isEqualTo(message);
    assertThat(wire.bytes(read)).isEqualTo(bytes);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(NodeFormsTest::leaves) : Stream.of(type);
  }

  @Test
  void everyCommandOfAnotherNodeIsAmongTheMessages() {
    Set<Class<?>> commands =
        Stream.of(Host.Command.class, ShareActor.Command.class, Conductor.Command.class, Vault.Command.class, Survival.Command.class)
            .flatMap(NodeFormsTest::leaves)
            .filter(type -> !LOCAL.contains(type))
            .collect(Collectors.toSet());
    TaskMessages.all().map(Object::getClass).forEach(commands::add);
    assertThat(messages().map(Object::getClass).collect(Collectors.toSet())).isEqualTo(commands);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20261122})
  void bytesThatWereTamperedWithAreRefusedOrReadAndTakeLittleMemory(long seed) {
    fuzz(seed, 5_000);
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void manyBytesThatWereTamperedWithAreRefusedOrReadAndTakeLittleMemory(long seed) {
    fuzz(seed, 100_000);
  }

  private void fuzz(long seed, int number) {
    List<byte[]> sound = messages().map(wire::bytes).toList();
    Random random = new Random(seed);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long refused = 0;
    for (int n = 0; n < number; n++) {
      byte[] bytes = tampered(sound.get(random.nextInt(sound.size())), random);
      String manifest = random.nextInt(50) == 0 ? Integer.toString(random.nextInt()) : wire.manifest();
      long before = threads.getCurrentThreadAllocatedBytes();
      try {
        assertThat(wire.message(bytes, manifest)).isNotNull();
      } catch (WireException e) {
        refused++;
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(allocated)
          .as("bytes allocated for message %d of seed %d: %s", n, seed, Arrays.toString(bytes))
          .isLessThan(300_000 + 64L * bytes.length);
    }
    assertThat(refused).as("refused of %d, seed %d", number, seed).isEqualTo(wire.messagesRefused()).isGreaterThan(number / 10);
  }

  /** Truncated, extended, with bits flipped, numbers replaced, or anything at all. */
  private static byte[] tampered(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    switch (random.nextInt(6)) {
      case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(1_000));
      case 2 -> {
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 3 -> {
        int at = random.nextInt(bytes.length);
        Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), (byte) (random.nextBoolean() ? 0xff : 0x7f));
      }
      case 4 -> random.nextBytes(bytes);
      default -> {
        bytes = new byte[random.nextInt(2_000)];
        random.nextBytes(bytes);
        if (bytes.length > 0) {
          // A number that some form has.
          bytes[0] = (byte) (20 + random.nextInt(64));
        }
      }
    }
    return bytes;
  }
}
