package lockstep.contrast.event;

import java.util.Arrays;
import lockstep.simulation.Draw;

/** The rules of Nagel and Schreckenberg on one array, all cars at once; chance is drawn as the segments of a road draw it. */
final class PlainRoad {

  private static final int EMPTY = -1;

  private final int segment;
  private final int maxSpeed;
  private final double slowdown;
  private final Draw[] draws;

  /** The speed of the car in each cell, or {@link #EMPTY}. */
  private int[] road;

  PlainRoad(int segments, int segment, int maxSpeed, double slowdown, long seed) {
    this.segment = segment;
    this.maxSpeed = maxSpeed;
    this.slowdown = slowdown;
    this.draws = new Draw[segments];
    for (int id = 0; id < segments; id++) {
      draws[id] = new Draw();
      draws[id].restart(seed, id);
    }
    this.road = new int[segments * segment];
    Arrays.fill(road, EMPTY);
  }

  void put(int cell) {
    road[cell] = 0;
  }

  /** The speed of the car in a cell and one more; 0 for an empty cell. */
  int at(int cell) {
    return road[cell] + 1;
  }

  /** All cars move at once; returns how many cells. */
  int advance() {
    int[] next = new int[road.length];
    Arrays.fill(next, EMPTY);
    int moved = 0;
    for (int cell = road.length - 1; cell >= 0; cell--) {
      if (road[cell] != EMPTY) {
        int speed = Math.min(Math.min(road[cell] + 1, maxSpeed), gap(cell));
        if (speed > 0 && slowdown > 0 && draws[cell / segment].chance(slowdown)) {
          speed--;
        }
        next[(cell + speed) % road.length] = speed;
        moved += speed;
      }
    }
    road = next;
    return moved;
  }

  private int gap(int cell) {
    int gap = 0;
    while (gap < road.length - 1 && road[(cell + gap + 1) % road.length] == EMPTY) {
      gap++;
    }
    return gap;
  }
}
