/**
 * Models on the nodes of a cluster. Each node is a JVM with a {@link lockstep.cluster.node.Host}; a {@link lockstep.cluster.node.Driver} in another JVM has them perform
 * assignments. For an assignment the driver's conductor opens a share on each host, lets all begin, fetches what they have come to, and takes no part in the work.
 *
 * <pre>
 *   Driver ─▶ DriverActor ─┬─ tasks ──▶ TaskConductor ── TaskHosts ─▶ Host ─▶ TaskShares ─▶ TaskShare
 *                          │                                                              ▲ letters
 *                          │                                                              ▼ (package task)
 *                          │                                                            TaskShare of another node
 *                          │
 *                          └─ events ─▶ Survival ─▶ Conductor ─────────▶ Host ─▶ ShareActor ─▶ PartitionWorker
 *                                                                                  ▲ a batch in each round
 *                                                                                  ▼ (Outgoing, Rounds)
 *                                                                                ShareActor of another node
 * </pre>
 *
 * <p>Of events every share sends every other one exactly one logical batch in each round, and all come to the same next window by themselves. So that they outlive the loss
 * of a node, shares keep what their partitions have come to in the {@link lockstep.cluster.node.Vault}s of two nodes ({@link lockstep.cluster.node.Snapshots} says when), and
 * {@link lockstep.cluster.node.Survival} has those that are left go on from there (docs/decisions/0030-survival.md). The loss of a node ends an assignment of tasks.
 *
 * <p>{@code docs/code.md} leads through the rest.
 */
@NullMarked
package lockstep.cluster.node;

import org.jspecify.annotations.NullMarked;
