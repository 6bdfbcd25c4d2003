/** Proofs about a scenario: what its engines and policies can come to, on an abstract machine that traces of the engines are held against. */
@NullMarked
package lockstep.node.prove;

import org.jspecify.annotations.NullMarked;
