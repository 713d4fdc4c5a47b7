/** Operations as values; plans, steps, outcomes and the record of one transition. */
@NullMarked
package org.dubnium.daemon.domain.transition;

import org.jspecify.annotations.NullMarked;
