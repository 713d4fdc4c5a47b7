/** How each kind of step is done and seen to have taken effect, and what waits on the way. */
@NullMarked
package org.dubnium.daemon.engine.step;

import org.jspecify.annotations.NullMarked;
