package lockstep.node.scenario;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.net.URL;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import lockstep.node.scenario.HoconIncludes.Include;

/** Parses HOCON text that the guard has let through. Nothing is resolved, so neither environment nor properties take part. */
final class HoconText {

  private static final int LONGEST_COMPLAINT = 200;

  private HoconText() {}

  /** What a text says, and which files it includes; nothing of these is in the root. */
  record Parsed(ConfigObject root, List<Include> includes) {}

  /** The root object of a text that includes nothing, or empty after adding a problem. */
  static Optional<ConfigObject> parse(String text, Source source, Problems problems) {
    Optional<Parsed> parsed = parseFile(text, source, false, problems);
    parsed
        .flatMap(file -> file.includes().stream().findFirst())
        .ifPresent(include -> problems.add(source.problem(include.line(), "include", "stands in files only")));
    return parsed.filter(file -> file.includes().isEmpty()).map(Parsed::root);
  }

  /**
   * What a file says, or empty after adding a problem.
   *
   * @param mayBeBlank whether it may say nothing
   */
  static Optional<Parsed> parseFile(String text, Source source, boolean mayBeBlank, Problems problems) {
    HoconGuard guard = new HoconGuard(text, source, problems);
    return switch (guard.check()) {
      case REFUSED -> Optional.empty();
      case BLANK -> {
        if (mayBeBlank) {
          yield Optional.of(new Parsed(ConfigFactory.empty().root(), List.of()));
        }
        problems.add(source.problem(0, "", "is empty, must give at least lockstep.schema and simulation"));
        yield Optional.empty();
      }
      case SAFE -> {
        List<Include> includes = List.copyOf(guard.includes());
        yield parsed(text, includes, source, problems).map(root -> new Parsed(root, includes));
      }
    };
  }

  private static Optional<ConfigObject> parsed(
      String text, List<Include> includes, Source source, Problems problems) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setOriginDescription("scenario")
            .setIncluder(new LeavingOut(includes.stream().map(Include::name).iterator()));
    try {
      ConfigObject root = ConfigFactory.parseString(text, options).root();
      if (!root.toConfig().isResolved()) {
        problems.add(source.problem(0, "", "substitutions are not supported, write the value out"));
        return Optional.empty();
      }
      return Optional.of(root);
    } catch (ConfigException e) {
      int line = e.origin() == null ? 0 : e.origin().lineNumber();
      problems.add(source.problem(line, "", "is not HOCON: " + complaint(e)));
      return Optional.empty();
    } catch (StackOverflowError e) {
      // The guard counts levels as the parser does. Should they ever disagree, this is still the user's mistake.
      problems.add(source.problem(0, "", "nests deeper than " + HoconGuard.DEEPEST + " levels"));
      return Optional.empty();
    }
  }

  /** The parser's message on one line, without the place that it begins with. */
  private static String complaint(ConfigException e) {
    String message = String.valueOf(e.getMessage()).replaceFirst("^(scenario)?(: )?([0-9]+: )?", "");
    return Echo.of(message.replaceAll("\\s+", " "), LONGEST_COMPLAINT);
  }

  /** Leaves out the includes that the guard has noted, since others read them; refuses all that may get past the guard. */
  private static final class LeavingOut
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

    private final Iterator<String> noted;

    LeavingOut(Iterator<String> noted) {
      this.noted = noted;
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      if (!noted.hasNext() || !noted.next().equals(what)) {
        throw refusal();
      }
      return ConfigFactory.empty().root();
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      throw refusal();
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      throw refusal();
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      throw refusal();
    }

    private static ConfigException refusal() {
      return new ConfigException.Generic("include is not supported here");
    }
  }
}
