package lockstep.cluster.node;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import org.apache.pekko.cluster.Valid;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Lets nodes of the same version and the same wire schema join each other, and no others; named in the configuration. */
public final class SameVersion extends JoinConfigCompatChecker {

  static final String VERSION = "lockstep.version";
  static final String SCHEMA = "lockstep.wire-schema";

  /** Called by Pekko. */
  public SameVersion() {}

  @Override
  public Seq<String> requiredKeys() {
    return CollectionConverters.asScala(List.of(VERSION, SCHEMA)).toSeq();
  }

  @Override
  public ConfigValidation check(Config other, Config own) {
    List<String> differences = new ArrayList<>();
    for (String key : List.of(VERSION, SCHEMA)) {
      String here = own.hasPath(key) ? own.getString(key) : "not given";
      String there = other.hasPath(key) ? other.getString(key) : "not given";
      if (!here.equals(there)) {
        differences.add(key + " must be the same on all nodes: it is " + here + " here, and " + there + " there");
      }
    }
    return differences.isEmpty() ? Valid.getInstance() : new Invalid(CollectionConverters.asScala(differences).toSeq());
  }
}
