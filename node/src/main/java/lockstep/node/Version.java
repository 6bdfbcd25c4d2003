package lockstep.node;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this program, as its build wrote it down. */
final class Version {

  private static final String RESOURCE = "/lockstep-version.properties";

  private Version() {}

  /** The program's. */
  static String program() {
    return read("version");
  }

  /** Pekko's. */
  static String pekko() {
    return read("pekko");
  }

  private static String read(String name) {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + RESOURCE, e);
    }
    return properties.getProperty(name, "unknown");
  }
}
