package lockstep.engine;

import lockstep.contrast.thread.ThreadsEngine;
import lockstep.node.fork.Finding;

/** What no part of the contract may do, a class for each. */
public interface EngineOffence {

  record SeesContrast(ThreadsEngine engine) {}

  record SeesNode(Finding finding) {}
}
