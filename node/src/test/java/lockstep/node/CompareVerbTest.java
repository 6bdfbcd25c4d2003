package lockstep.node;

import static lockstep.node.CommandLineRun.ended;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import lockstep.node.CommandLineRun.Ended;
import lockstep.node.fork.Json;
import lockstep.node.result.Comparison;
import lockstep.node.result.Environment;
import lockstep.node.result.ForkSample;
import lockstep.node.result.Judgement;
import lockstep.node.result.ResultDocument;
import lockstep.node.result.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that read kept runs. */
final class CompareVerbTest {

  @TempDir Path folder;

  private Environment environment(int cores) {
    Environment here = Environment.read("1", folder);
    return new Environment(
        here.version(), here.git(), here.jvm(), here.flags(), here.os(), here.cpu(), cores, here.memoryBytes(), here.limits(), here.load(), here.pressure());
  }

  /** Keeps a run with two forks of one cell, and gives its id. */
  private String kept(String scenario, int cores, ForkSample sample) throws IOException {
    try (RunFolder run = new RunFolder(folder, scenario)) {
      Comparison comparison =
          new Comparison(
              List.of(
                  sample.withNumber(1).measured(), sample.withNumber(2).withThroughput(sample.throughput() * 1.01).measured()),
              "sequential");
      run.write(
          "result.json",
          Json.pretty(
              ResultDocument.of(
                  new ResultDocument.RunId(run.id(), scenario, 42),
                  environment(cores),
                  comparison,
                  new Judgement(comparison, List.of()))));
      run.publish();
      return run.id();
    }
  }

  private Ended compare(String... arguments) {
    List<String> all = new ArrayList<>(List.of("compare", "--out", folder.toString()));
    all.addAll(List.of(arguments));
    return ended(all.toArray(String[]::new));
  }

  @Test
  void runsAreNamedByFolderByIdAndByLatest() throws IOException {
    String one = kept("bank", 2, ForkSample.sequential());
    String other = kept("other", 2, ForkSample.sequential().withThroughput(2e6));

    assertThat(compare(one, other).out()).contains("better");
    assertThat(compare(folder.resolve("bank").resolve(one).toString(), other).code()).isZero();
    assertThat(compare("bank/latest", "other/latest").out()).contains("better");
    assertThat(compare(other, one).code()).isEqualTo(10);
    Ended none = compare(one, "latests");
    assertThat(none.code()).isEqualTo(64);
    assertThat(none.err().lines()).singleElement().asString().startsWith("lockstep: there is no run latests; ./lockstep list runs");
  }

  @Test
  void differentEnvironmentsAreRefusedUnlessForced() throws IOException {
    String one = kept("bank", 2, ForkSample.sequential());
    String other = kept("bank", 4, ForkSample.sequential());

    Ended refused = compare(one, other);
    Ended forced = compare(one, other, "--force");

    assertThat(refused.code()).isEqualTo(64);
    assertThat(refused.err()).contains("different environments: cores was 2, is 4; --force");
    assertThat(refused.out()).isEmpty();
    assertThat(forced.code()).isZero();
    assertThat(forced.out()).startsWith("Different environments: cores was 2, is 4");
  }

  @Test
  void runsWithoutACommonCellAreRefused() throws IOException {
    String one = kept("bank", 2, ForkSample.sequential());
    String other = kept("bank", 2, ForkSample.sequential().withSeed(43));

    Ended refused = compare(one, other, "--force");

    assertThat(refused.code()).isEqualTo(64);
    assertThat(refused.err()).contains("no cell in common");
  }

  @Test
  void jsonAndCsvAreAllThereIsOnStandardOutput() throws IOException {
    String one = kept("bank", 2, ForkSample.sequential());

    assertThat(compare(one, one, "--csv").out()).startsWith("simulation,engine,");
    assertThat(compare(one, one, "--json").out()).startsWith("{").contains("\"exitCode\" : 0").endsWith("}\n");
  }

  /** As a version of this program before or after left it. */
  private Path ofSchema(String id, int schema) throws IOException {
    Path file = folder.resolve("bank").resolve(id).resolve("result.json");
    return Files.writeString(
        file, Files.readString(file).replaceFirst("\"schema\" : " + ResultDocument.SCHEMA, "\"schema\" : " + schema));
  }

  @Test
  void resultsOfOtherSchemasAreRefusedInOneLineWithTheRemedy() throws IOException {
    String here = kept("bank", 2, ForkSample.sequential());
    String old = kept("bank", 2, ForkSample.sequential());
    Path file = ofSchema(old, 1);
    String line = "lockstep: " + file + " has schema 1, and this program reads schema 2: run it again, with ./lockstep run " + file.resolveSibling("scenario.conf");

    for (Ended refused :
        List.of(compare(old, here), compare(here, old), ended("report", file.resolveSibling(".").normalize().toString()), ended("bisect", folder.resolve("bank").resolve(old).toString()))) {
      assertThat(refused.code()).isEqualTo(64);
      assertThat(refused.err().lines()).containsExactly(line);
      assertThat(refused.out()).isEmpty();
    }
    assertThat(file.resolveSibling("report.html")).doesNotExist();
    assertThat(ended("list", "runs", "--out", folder.toString()).out().lines())
        .filteredOn(row -> row.contains(old))
        .singleElement()
        .asString()
        .endsWith(" 0  schema 1");
    assertThat(ended("list", "runs", "--out", folder.toString()).out()).contains("schema 1: of another version of this program; run its scenario.conf again");
    ofSchema(here, 3);
    assertThat(compare(here, here).err()).contains(" has schema 3, and this program reads schema 2: read it with the program that wrote it");
  }

  @Test
  void listsRunsTheNewestFirstAndThoseThatCanBeContinued() throws IOException {
    String complete = kept("bank", 2, ForkSample.sequential());
    String interrupted;
    try (RunFolder run = new RunFolder(folder, "other")) {
      run.forks().begin(environment(2));
      run.forks().add(ForkSample.sequential().measured());
      interrupted = run.id();
    }
    Files.createDirectories(folder.resolve("bank/.20260131T120000Z-0a1b2c.partial"));

    Ended listed = ended("list", "runs", "--out", folder.toString());
    Ended csv = ended("list", "runs", "--csv", "--out", folder.toString());

    assertThat(listed.code()).isZero();
    assertThat(listed.out().lines())
        .hasSize(4)
        .anySatisfy(line -> assertThat(line).startsWith(complete + "  bank ").endsWith(" 2  pass"))
        .anySatisfy(line -> assertThat(line).startsWith(interrupted + "  other ").endsWith(" 1  interrupted*"))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(listed.out().lines().skip(1).limit(2)).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(csv.out().lines()).hasSize(3).startsWith("run,scenario,when,forks,verdict,resumable,folder");
    assertThat(ended("list", "runs", "--out", folder.resolve("none").toString()).out().lines()).hasSize(1);
    assertThat(ended("list", "engines", "--csv").code()).isEqualTo(64);
  }
}
