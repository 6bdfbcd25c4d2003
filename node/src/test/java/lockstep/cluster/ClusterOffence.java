package lockstep.cluster;

import java.util.concurrent.locks.ReentrantLock;
import lockstep.contrast.thread.ThreadsEngine;

/** What no engine of actors may do, a class for each. */
public interface ClusterOffence {

  record SeesContrast(ThreadsEngine engine) {}

  record SeesLocks(ReentrantLock lock) {}
}
