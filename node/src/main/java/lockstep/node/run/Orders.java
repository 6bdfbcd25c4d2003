package lockstep.node.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lockstep.engine.event.Partitioning;
import lockstep.node.fork.ClusterOrder;
import lockstep.node.fork.EventOrder;
import lockstep.node.fork.ForkOrder;
import lockstep.node.fork.Measuring;
import lockstep.node.fork.RunningCluster;
import lockstep.node.fork.SnapshotOrder;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.EventSettings;
import lockstep.node.scenario.Scenario;
import lockstep.node.source.SimulationFile;

/**
 * What the forks of a scenario's cells are ordered.
 *
 * @param version of the program
 * @param running the nodes that run already; empty when forks that need nodes start their own
 */
record Orders(Scenario scenario, String version, Optional<RunningCluster> running) {

  /** How long nodes may take, at the least, to notice that one of them stands still. */
  private static final long NOTICING_NANOS = 60_000_000_000L;

  /**
   * That of a fork of a cell.
   *
   * @param log of the fork
   * @param disk the folder for what its nodes keep on disk; empty when they do not
   */
  ForkOrder of(Cell cell, Path log, Optional<Path> disk) {
    SnapshotOrder snapshots = scenario.events().map(EventSettings::snapshots).orElse(SnapshotOrder.NEVER);
    Optional<ClusterOrder> cluster =
        cell.nodes()
            .map(
                nodes ->
                    new ClusterOrder(
                        nodes,
                        nodeLogs(log),
                        version,
                        running,
                        snapshots,
                        disk.map(folder -> folder.toAbsolutePath().toString()),
                        cell.faults().orElse(List.of())));
    return new ForkOrder(
        cell.simulation(),
        cell.parameters(),
        cell.seed(),
        cell.engine(),
        cell.workers(),
        cell.coordination(scenario),
        cell.rate(),
        cell.cores(),
        cell.isFaulty() ? Measuring.once() : scenario.method().measuring(),
        Math.max(scenario.watchdog().noProgress().toNanos(), cell.isFaulty() ? NOTICING_NANOS : 0),
        scenario.watchdog().limit().toNanos(),
        scenario.file().map(SimulationFile::classes),
        scenario.inputs(),
        scenario
            .events()
            .map(
                settings ->
                    new EventOrder(
                        settings.time(), cell.partitions().orElse(1), cell.partitioning().orElse(Partitioning.BLOCK), cluster)),
        scenario.events().isPresent() ? Optional.empty() : cluster);
  }

  /**
   * Whether a fork of a cell is gone on with from what its nodes have on disk. Those with faults are not: what is done to them is a part of
   * the whole; nor those on nodes that run already, which have disks of their own.
   */
  boolean keepsOnDisk(Cell cell) {
    return cell.nodes().isPresent()
        && running.isEmpty()
        && !cell.isFaulty()
        && scenario.events().map(EventSettings::snapshots).filter(SnapshotOrder::onDisk).isPresent();
  }

  /** What the names of the nodes' logs begin with: that of their fork's, without its ending. */
  private static String nodeLogs(Path log) {
    return log.toAbsolutePath().toString().replaceFirst("\\.log$", "");
  }
}
