/** A network of one's own, which can be divided: for nodes on this machine that are not to hear each other for a while. */
@NullMarked
package lockstep.node.network;

import org.jspecify.annotations.NullMarked;
