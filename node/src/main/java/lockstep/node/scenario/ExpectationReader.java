package lockstep.node.scenario;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lockstep.engine.EngineKind;
import lockstep.engine.event.EventEngineKind;
import lockstep.node.expectation.Claim;
import lockstep.node.expectation.ClaimException;
import lockstep.node.expectation.Expectation;
import lockstep.node.expectation.Selection;

/** Reads what a scenario expects, and checks that it speaks of cells that the scenario has. */
final class ExpectationReader {

  private static final int MOST = 100;
  private static final int LONGEST = 200;
  private static final List<String> KEYS = List.of("name", "that", "where");

  private final List<EngineKind> catalogue;
  private final List<EventEngineKind> ofEvents;
  private final Optional<Work> work;
  private final Problems problems;
  private final List<StatedExpectation> stated = new ArrayList<>();

  ExpectationReader(List<EngineKind> catalogue, List<EventEngineKind> ofEvents, Optional<Work> work, Problems problems) {
    this.catalogue = catalogue;
    this.ofEvents = ofEvents;
    this.work = work;
    this.problems = problems;
  }

  /** The valid expectations. */
  List<Expectation> read(Optional<Entry> expect) {
    expect.ifPresent(this::readAll);
    return stated.stream().map(StatedExpectation::expectation).toList();
  }

  /** Adds a problem for each expectation that selects no cell of the scenario it was read from. */
  void check(Scenario scenario) {
    if (!stated.isEmpty()) {
      ScenarioCells cells = new ScenarioCells(scenario.cells(catalogue, ofEvents), work.orElseThrow());
      stated.forEach(expectation -> expectation.check(cells, problems));
    }
  }

  private void readAll(Entry expect) {
    if (!(expect.value() instanceof ConfigList list)) {
      problems.add(expect.problem("must be a list [{ name = …, that = \"…\" }, …], got " + Entries.kind(expect.value())));
      return;
    }
    if (list.size() > MOST) {
      problems.add(expect.problem("must have at most " + MOST + " expectations, got " + list.size()));
      return;
    }
    Set<String> names = new HashSet<>();
    for (ConfigValue element : list) {
      Entry entry = new Entry(expect.source(), "expect", element);
      if (element instanceof ConfigObject object) {
        read(entry, object, names);
      } else {
        problems.add(entry.problem("must be an object { name = …, that = \"…\" }, got " + Entries.kind(element)));
      }
    }
  }

  private void read(Entry entry, ConfigObject object, Set<String> names) {
    for (Map.Entry<String, ConfigValue> child : Entries.byLine(object)) {
      if (!KEYS.contains(child.getKey())) {
        Entry unknown = new Entry(entry.source(), "expect." + child.getKey(), child.getValue());
        String meant = Suggestion.of(child.getKey(), KEYS);
        problems.add(unknown.problem("there is no such key" + (meant.isEmpty() ? "; keys are name, that, where" : meant)));
      }
    }
    Optional<Entry.Scalar> name = name(entry, object, names);
    Optional<Entry.Scalar> that = required(entry, object, "that", "a comparison such as latency.p99 < 20ms");
    Optional<Claim> claim = that.flatMap(this::claim);
    WhereReader where = new WhereReader(engines(), work, problems);
    Selection selection = where.read(entry.source(), Optional.ofNullable(object.get("where")));
    if (claim.orElse(null) instanceof Claim.Between) {
      where.engine().ifPresent(engine -> problems.add(engine.problem("must be left out, as the comparison names its engines")));
    }
    if (name.isPresent() && claim.isPresent()) {
      Expectation expectation = new Expectation(name.get().text(), that.orElseThrow().text(), claim.get(), selection);
      stated.add(new StatedExpectation(expectation, that.get(), where.entries()));
    }
  }

  /** The names of all engines. */
  private List<String> engines() {
    return Stream.concat(catalogue.stream().map(EngineKind::name), ofEvents.stream().map(EventEngineKind::name)).distinct().toList();
  }

  private Optional<Entry.Scalar> name(Entry entry, ConfigObject object, Set<String> names) {
    String rule = "1 to 64 of a-z, 0-9 and -";
    Optional<Entry.Scalar> name = required(entry, object, "name", rule);
    if (name.isPresent() && !Scenario.isName(name.get().text())) {
      problems.add(name.get().mustBe(rule));
    } else if (name.isPresent() && !names.add(name.get().text())) {
      problems.add(name.get().mustBe("a name that no other expectation has"));
    }
    return name;
  }

  private Optional<Entry.Scalar> required(Entry entry, ConfigObject object, String key, String rule) {
    ConfigValue value = object.get(key);
    if (value == null) {
      problems.add(new Entry(entry.source(), "expect." + key, object).problem("must be given, as " + rule));
      return Optional.empty();
    }
    return new Entry(entry.source(), "expect." + key, value).one(rule, problems);
  }

  private Optional<Claim> claim(Entry.Scalar that) {
    if (that.text().length() > LONGEST) {
      problems.add(that.mustBe("at most " + LONGEST + " characters long"));
      return Optional.empty();
    }
    try {
      Claim claim = Claim.parse(that.text());
      if (claim instanceof Claim.Between between) {
        checkEngine(that, between.leftEngine());
        checkEngine(that, between.rightEngine());
      }
      return Optional.of(claim);
    } catch (ClaimException e) {
      String got = e.got().isEmpty() ? "the end" : Echo.of(e.got());
      problems.add(
          that.problem(
              "must have "
                  + (e.expected() + " at column " + e.column() + ", got " + got)
                  + Suggestion.of(e.got(), e.candidates())
                  + (" in \"" + Echo.of(that.text()) + "\"")));
      return Optional.empty();
    }
  }

  private void checkEngine(Entry.Scalar that, String engine) {
    List<String> names = engines();
    if (!names.contains(engine)) {
      problems.add(
          that.problem(
              ("must name engines of " + String.join(", ", names) + ", got " + Echo.of(engine)) + Suggestion.of(engine, names)));
    }
  }
}
