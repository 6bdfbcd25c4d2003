/** What a run found, and what it concludes: the result document, its verdict, and the folder that keeps it. */
@NullMarked
package lockstep.node.result;

import org.jspecify.annotations.NullMarked;
