package lockstep.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GraphTest {

  private static Graph read(String text) {
    return Graph.read(new InputFile("contacts.csv", text));
  }

  private static String neighbours(Graph graph, int node) {
    return IntStream.range(0, graph.degree(node)).mapToObj(n -> "" + graph.neighbour(node, n)).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0,1\n0,2\n4,2\n", "from,to\n0,1\n2,0\n2,4", "# a comment\n\n 0 1 \n0\t2\n2;4\r\n", "0 , 1\n0, 2\n2 ,4\n# end",
        "1,0\n0,1\n0,1\n0,2\n2,4\n4,2\n", "source target\r\n0 1\r\n0 2\r\n2 4\r\n"
      })
  void pairsAreReadHoweverTheyAreWritten(String text) {
    Graph graph = read(text);
    assertThat(graph.nodes()).isEqualTo(5);
    assertThat(IntStream.range(0, 5).mapToObj(node -> neighbours(graph, node))).containsExactly("1 2", "0", "0 4", "", "2");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'0,1\n2' | 2 | 2", "'0,1\n-1,2' | 2 | -1,2", "'0,1\n\n3,x' | 3 | 3,x", "'0,1\n1,2,3' | 2 | 1,2,3", "'0,1\n,3' | 2 | ,3",
        "'0,1\n3,' | 2 | 3,", "'a,b\nc,d' | 2 | c,d", "'0,50000000' | 1 | 0,50000000", "'0,99999999999' | 1 | 0,99999999999",
        "'1.5,2' | 1 | 1.5,2", "'0,1\nfrom,to' | 2 | from,to"
      })
  void linesThatAreNoPairsAreNamed(String text, int line, String got) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text))
        .withMessage("contacts.csv:" + line + ": must be two numbers of nodes in [0, 49999999], such as 3,17, got " + got);
  }

  @Test
  void aNodeIsNotItsOwnNeighbour() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("0,1\n3,3\n"))
        .withMessage("contacts.csv:2: must not make a node its own neighbour, got 3,3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing\n", "from,to\n"})
  void aGraphHasPairs(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text))
        .withMessage("contacts.csv: must have at least one pair of nodes, such as 3,17");
  }

  @Test
  void longLinesAreCutInMessages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("x1" + "y".repeat(100_000)))
        .withMessageEndingWith("got x1" + "y".repeat(38) + "…");
  }

  @Test
  void aHubKnowsAllItsNeighboursInOrder() {
    Graph graph = read(IntStream.rangeClosed(1, 100_000).mapToObj(n -> n + ",0\n").collect(Collectors.joining()));
    assertThat(graph.degree(0)).isEqualTo(100_000);
    assertThat(graph.neighbour(0, 0)).isEqualTo(1);
    assertThat(graph.neighbour(0, 99_999)).isEqualTo(100_000);
    assertThat(graph.degree(100_000)).isEqualTo(1);
  }
}
