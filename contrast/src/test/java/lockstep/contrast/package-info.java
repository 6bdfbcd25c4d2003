/** Tests of the engines of this module together. */
@NullMarked
package lockstep.contrast;

import org.jspecify.annotations.NullMarked;
