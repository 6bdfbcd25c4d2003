package lockstep.engine.instrument;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a thread of a HotSpot JVM is there for, told by its name, of which the kernel keeps fifteen characters. */
public enum Duty {
  /** It collects garbage. The VM thread is one of them: with the serial collector it does all of it, otherwise the pauses. */
  COLLECT("GC Thread#|G1 |VM Thread|ZWorker|ZDriver|ZDirector|ZUncommitter|ZStat|RuntimeWorker#|Shenandoah"),
  /** It compiles. */
  COMPILE("C1 CompilerThre|C2 CompilerThre|JVMCI"),
  /** Anything else: the program, and the little that the rest of the JVM does. */
  WORK("");

  private final Pattern beginning;

  Duty(String beginnings) {
    this.beginning = Pattern.compile("(" + beginnings + ").*", Pattern.DOTALL);
  }

  static Duty of(String name) {
    return Stream.of(values()).filter(duty -> duty.beginning.matcher(name).matches()).findFirst().orElse(WORK);
  }
}
