package lockstep.engine.event;

import java.util.Arrays;

/** A sequence of words that is written, or read, from its beginning to its end. Used by one thread at a time. */
final class Words {

  private static final int LEAST_ROOM = 1024;

  private long[] words;
  private int at;

  /** An empty one, to be written. */
  Words() {
    this(0);
  }

  /** An empty one with room for so many words, to be written. */
  Words(int room) {
    this.words = new long[Math.max(LEAST_ROOM, room)];
  }

  /** One that was written, to be read. */
  Words(long[] written) {
    this.words = written;
  }

  void add(long word) {
    reserve(1);
    words[at++] = word;
  }

  /** Adds an array whose length the reader knows. */
  void addAll(long[] array) {
    addFirst(array, array.length);
  }

  /** Adds the first so many words of an array. */
  void addFirst(long[] array, int number) {
    reserve(number);
    System.arraycopy(array, 0, words, at, number);
    at += number;
  }

  /** Adds an array together with its length. */
  void addArray(long[] array) {
    add(array.length);
    addAll(array);
  }

  private void reserve(int more) {
    int needed = Math.addExact(at, more);
    if (needed > words.length) {
      words = Arrays.copyOf(words, (int) Math.clamp(2L * words.length, needed, Integer.MAX_VALUE - 8L));
    }
  }

  /** All that was written. */
  long[] toArray() {
    return Arrays.copyOf(words, at);
  }

  /**
   * Reads a word.
   *
   * @throws IllegalArgumentException when there is none
   */
  long next() {
    require(1);
    return words[at++];
  }

  /** Reads as many words as the array has. */
  void nextAll(long[] array) {
    require(array.length);
    System.arraycopy(words, at, array, 0, array.length);
    at += array.length;
  }

  /** Reads an array that was written together with its length. */
  long[] nextArray() {
    long length = next();
    require(length);
    long[] array = Arrays.copyOfRange(words, at, at + (int) length);
    at += array.length;
    return array;
  }

  private void require(long more) {
    if (more < 0 || more > words.length - at) {
      throw new IllegalArgumentException("there must be " + more + " more words, got " + (words.length - at));
    }
  }

  /** Nothing may be left. */
  void end() {
    if (at != words.length) {
      throw new IllegalArgumentException("nothing may follow word " + at + ", got " + words.length + " words");
    }
  }
}
