package lockstep.simulation.epidemic;

import lockstep.simulation.Cells;
import lockstep.simulation.Findings;
import lockstep.simulation.Graph;
import org.jspecify.annotations.Nullable;

/** Whether every infection can be traced back: to a person, with a graph to a neighbour, who was infected one step before. */
final class Descent {

  private Descent() {}

  static void verify(Epidemic.Parameters p, @Nullable Graph graph, Cells end, Findings out) {
    long untraced = 0;
    boolean[] seen = new boolean[end.resources() + 1];
    for (int person = 0; person < end.resources(); person++) {
      if (infected(end, person)) {
        seen[(int) end.get(person, Outbreak.GENERATION)] = true;
      }
    }
    for (int person = 0; person < end.resources(); person++) {
      if (!infected(end, person)) {
        continue;
      }
      boolean atFirst = person >= p.first() && person < p.first() + p.infected();
      int generation = (int) end.get(person, Outbreak.GENERATION);
      boolean traced =
          atFirst
              ? generation == 0
              : generation > 0 && (graph == null ? seen[generation - 1] : hasSource(graph, end, person, generation));
      untraced += traced ? 0 : 1;
    }
    out.equal("infections that came from nobody", 0, untraced);
  }

  private static boolean hasSource(Graph graph, Cells end, int person, int generation) {
    for (int number = 0; number < graph.degree(person); number++) {
      int neighbour = graph.neighbour(person, number);
      if (infected(end, neighbour) && end.get(neighbour, Outbreak.GENERATION) == generation - 1) {
        return true;
      }
    }
    return false;
  }

  private static boolean infected(Cells end, int person) {
    return end.get(person, Outbreak.STATE) != Outbreak.SUSCEPTIBLE;
  }
}
