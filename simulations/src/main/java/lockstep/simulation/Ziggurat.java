package lockstep.simulation;

/**
 * The exponential distribution with mean 1, cut into 256 layers of equal area: most numbers cost one draw and one comparison.
 * The tables are made by {@link StrictMath}, so that they are the same everywhere.
 */
final class Ziggurat {

  private static final int LAYERS = 256;

  /** Where the tail begins. */
  private static final double TAIL = 7.697117470131050;

  /** The area of each layer; the lowest one includes the tail. */
  private static final double AREA = 3.949659822581572e-3;

  private static final double UNIT = 0x1.0p-53;

  /** The right edge of each layer, {@code [layer]}, from the widest to 0. */
  private static final double[] EDGE = new double[LAYERS + 1];

  /** The density at the edges, {@code [layer]}. */
  private static final double[] DENSITY = new double[LAYERS + 1];

  static {
    EDGE[0] = AREA / StrictMath.exp(-TAIL);
    EDGE[1] = TAIL;
    for (int layer = 1; layer < LAYERS - 1; layer++) {
      EDGE[layer + 1] = -StrictMath.log(AREA / EDGE[layer] + StrictMath.exp(-EDGE[layer]));
    }
    for (int layer = 0; layer <= LAYERS; layer++) {
      DENSITY[layer] = StrictMath.exp(-EDGE[layer]);
    }
  }

  private Ziggurat() {}

  /** A number of the exponential distribution with mean 1. */
  static double exponential(Draw draw) {
    // The lowest 8 bits choose the layer, the upper 53 a place in it.
    long bits = draw.bits();
    int layer = (int) bits & (LAYERS - 1);
    double x = (bits >>> 11) * UNIT * EDGE[layer];
    return x < EDGE[layer + 1] ? x : atEdge(draw, layer, x);
  }

  private static double atEdge(Draw draw, int layer, double x) {
    if (layer == 0) {
      return TAIL - StrictMath.log(1.0 - draw.uniform());
    }
    double height = DENSITY[layer] + draw.uniform() * (DENSITY[layer + 1] - DENSITY[layer]);
    return height < StrictMath.exp(-x) ? x : exponential(draw);
  }
}
