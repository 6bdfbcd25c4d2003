package lockstep.engine;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.BufferUnderflowException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * An account as words, to be told to another JVM of the same program. It has whatever fields accounts have, in the order of their names: as
 * more is measured nothing is forgotten.
 */
public final class AccountImage {

  private AccountImage() {}

  /** Writes an account. */
  public static void write(Account account, LongStream.Builder out) {
    try {
      writeFields(account, out);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when that is none
   */
  public static Account read(LongBuffer in) {
    Account account = new Account();
    try {
      readFields(account, in);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("an account must have more words", e);
    }
    return account;
  }

  private static List<Field> fields(Object of) {
    return Arrays.stream(of.getClass().getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
        .sorted(Comparator.comparing(Field::getName))
        .peek(field -> field.setAccessible(true))
        .toList();
  }

  private static void writeFields(Object of, LongStream.Builder out) throws IllegalAccessException {
    for (Field field : fields(of)) {
      switch (field.get(of)) {
        case Long number -> out.add(number);
        case Integer number -> out.add(number);
        case Boolean truth -> out.add(truth ? 1 : 0);
        case long[] numbers -> writeAll(numbers, out);
        case Map<?, ?> counts -> writeCounts(counts, out);
        case Object part -> writeFields(own(part), out);
      }
    }
  }

  private static void readFields(Object of, LongBuffer in) throws IllegalAccessException {
    for (Field field : fields(of)) {
      switch (field.get(of)) {
        case Long _ -> field.setLong(of, in.get());
        case Integer _ -> field.setInt(of, Math.toIntExact(in.get()));
        case Boolean _ -> field.setBoolean(of, in.get() != 0);
        case long[] numbers -> {
          long[] read = readAll(in);
          if (!Modifier.isFinal(field.getModifiers())) {
            field.set(of, read);
          } else if (read.length == numbers.length) {
            System.arraycopy(read, 0, numbers, 0, read.length);
          } else {
            throw new IllegalArgumentException(field.getName() + " must have " + numbers.length + " words, got " + read.length);
          }
        }
        case Map<?, ?> counts -> readCounts(counts(counts), in);
        case Object part -> readFields(own(part), in);
      }
    }
  }

  /** What an account consists of is of this package. */
  private static Object own(Object part) {
    if (!part.getClass().getPackageName().equals(AccountImage.class.getPackageName())) {
      throw new IllegalStateException("an account has a part of " + part.getClass() + ", which has no image");
    }
    return part;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Long> counts(Map<?, ?> counts) {
    return (Map<String, Long>) counts;
  }

  private static void writeAll(long[] numbers, LongStream.Builder out) {
    out.add(numbers.length);
    Arrays.stream(numbers).forEach(out);
  }

  private static long[] readAll(LongBuffer in) {
    long length = in.get();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("there must be " + length + " more words, got " + in.remaining());
    }
    long[] numbers = new long[(int) length];
    in.get(numbers);
    return numbers;
  }

  private static void writeCounts(Map<?, ?> counts, LongStream.Builder out) {
    out.add(counts.size());
    new TreeMap<>(counts(counts))
        .forEach(
            (name, count) -> {
              writeAll(name.chars().asLongStream().toArray(), out);
              out.add(count);
            });
  }

  private static void readCounts(Map<String, Long> counts, LongBuffer in) {
    for (long left = in.get(); left > 0; left--) {
      StringBuilder name = new StringBuilder();
      Arrays.stream(readAll(in)).forEach(character -> name.append((char) character));
      counts.put(name.toString(), in.get());
    }
  }
}
