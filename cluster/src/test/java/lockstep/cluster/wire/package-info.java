@NullMarked
package lockstep.cluster.wire;

import org.jspecify.annotations.NullMarked;
