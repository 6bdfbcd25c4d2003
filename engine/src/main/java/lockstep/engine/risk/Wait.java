package lockstep.engine.risk;

/**
 * A request that found what it asked for taken: from when it was made to when it was granted or given up, or to the end of the trace.
 *
 * @param worker who waited
 * @param task for which task
 * @param beginNanos when it asked
 * @param endNanos when it waited no more
 * @param depth how many workers waited in a chain at the most: 1 when those who had the resource never waited themselves meanwhile, 2 when one
 *     of them waited for somebody who did not, and so on. All workers of a circle count, for each of them and for whoever waits for one
 * @param deepNanos for how long the chain had two workers or more
 * @param bypassed how many later requests that exclude it were granted before
 */
record Wait(int worker, long task, long beginNanos, long endNanos, int depth, long deepNanos, long bypassed) {

  /** Whether somebody waited for whom it waited for. */
  boolean isNearMiss() {
    return depth > 1;
  }

  long nanos() {
    return endNanos - beginNanos;
  }
}
