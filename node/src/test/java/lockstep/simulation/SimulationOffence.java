package lockstep.simulation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleUnaryOperator;
import lockstep.engine.Policy;

/** What no simulation may do, a class for each. */
public interface SimulationOffence {

  record SeesEngine(Policy policy) {}

  record UsesConcurrency(AtomicLong count) {}

  record UsesRandom(Random random) {}

  record UsesThread(Thread thread) {}

  record UsesFiles(String name) {
    boolean exists() {
      return Files.exists(Path.of(name));
    }
  }

  record ReadsMillis(long begin) {
    long elapsed() {
      return System.currentTimeMillis() - begin;
    }
  }

  record ReadsNanos(long begin) {
    long elapsed() {
      return System.nanoTime() - begin;
    }
  }

  record ReadsInstant(Instant begin) {
    boolean isPast() {
      return begin.isBefore(Instant.now());
    }
  }

  record Prints(String text) {
    void print() {
      System.out.println(text);
    }
  }

  record UsesMathRandom(double most) {
    double draw() {
      return most * Math.random();
    }
  }

  record UsesMathLog(double mean) {
    double of(double uniform) {
      return -mean * Math.log(uniform);
    }
  }

  record RefersToMathSine(double angle) {
    DoubleUnaryOperator wave() {
      return Math::sin;
    }
  }
}
