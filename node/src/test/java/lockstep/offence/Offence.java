package lockstep.offence;

import com.typesafe.config.Config;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/** What no class of the program may be, a class for each. */
public interface Offence {

  record ReadsHocon(Config config) {}

  record ThingImpl() {}

  record ThingUtil() {}

  record ThingUtils() {}

  record ThingHelper() {}

  record ThingManager() {}

  record AbstractThing() {}

  record BaseThing() {}

  class Extensible {}

  final class Counting {
    private static int count;

    int next() {
      return ++count;
    }
  }

  record ReadsObjects(ObjectInputStream in) {}

  record WritesObjects(ObjectOutputStream out) {}

  record Frozen(String text) implements Serializable {}
}
