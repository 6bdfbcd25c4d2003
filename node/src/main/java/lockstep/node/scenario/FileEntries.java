package lockstep.node.scenario;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a file says, key by key; and, as far as it is silent, what the files say that it includes. */
final class FileEntries {

  private final Problems problems;
  private final Map<String, Entry> own = new LinkedHashMap<>();
  private final Map<String, Entry> included = new LinkedHashMap<>();
  private Optional<Entry> parameterSection = Optional.empty();

  FileEntries(Problems problems) {
    this.problems = problems;
  }

  /** Adds what the file itself says; before what it includes. */
  void add(ConfigObject root, Source file) {
    for (Map.Entry<String, ConfigValue> child : Entries.byLine(root)) {
      Entry entry = new Entry(file, child.getKey(), child.getValue());
      if (entry.key().contains(".")) {
        problems.add(entry.problem("there is no such key; dots inside quotes do not lead into a section"));
      } else {
        add(entry);
      }
    }
  }

  private void add(Entry entry) {
    boolean mayBeSection = Entries.SECTIONS_OR_VALUES.contains(entry.key());
    if (!mayBeSection && !Entries.SECTIONS.contains(entry.key())) {
      own.put(entry.key(), entry);
    } else if (entry.value() instanceof ConfigObject section) {
      if (entry.key().equals("params")) {
        parameterSection = Optional.of(entry);
      }
      Entries.byLine(section)
          .forEach(inner -> add(new Entry(entry.source(), entry.key() + "." + inner.getKey(), inner.getValue())));
    } else if (mayBeSection) {
      own.put(entry.key(), entry);
    } else {
      problems.add(entry.problem("must be an object { … }, got " + Entries.kind(entry.value())));
    }
  }

  /** Adds what an included file says. What two of them say, the file must decide. */
  void include(FileEntries file) {
    file.all()
        .forEach(
            (key, entry) -> {
              Entry earlier = included.putIfAbsent(key, entry);
              if (earlier != null && !earlier.samePlace(entry) && !own.containsKey(key)) {
                problems.add(
                    entry.problem("must be given once, is also given by " + earlier.place() + "; the file that includes both may decide"));
              }
            });
    parameterSection = parameterSection.or(() -> file.parameterSection);
  }

  /** By key; the file itself overrides what it includes. */
  Map<String, Entry> all() {
    Map<String, Entry> all = new LinkedHashMap<>(included);
    all.putAll(own);
    return all;
  }

  /** Where parameters are given. */
  Optional<Entry> parameterSection() {
    return parameterSection;
  }
}
