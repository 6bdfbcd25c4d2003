package lockstep.engine.instrument;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers in texts that the kernel writes. Whatever is not such a number is empty. */
final class KernelText {

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private KernelText() {}

  /** The words of a line. */
  static List<String> words(String line) {
    return List.of(BLANKS.split(line.strip()));
  }

  /** A natural number. */
  static OptionalLong count(String word) {
    if (word.isEmpty() || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(word));
    } catch (NumberFormatException e) {
      return OptionalLong.empty(); // Beyond the range of a long.
    }
  }

  /** A decimal number, not negative. */
  static OptionalDouble decimal(String word) {
    try {
      double value = Double.parseDouble(word);
      return value >= 0 && value < Double.POSITIVE_INFINITY ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** The number in the line that begins with that key and a blank. */
  static OptionalLong keyed(String text, String key) {
    return text.lines()
        .map(KernelText::words)
        .filter(words -> words.size() == 2 && words.getFirst().equals(key))
        .map(words -> count(words.getLast()))
        .findFirst()
        .orElse(OptionalLong.empty());
  }
}
