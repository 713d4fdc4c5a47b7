/** From an observed state to a mode: a pure function that yields a plan as data. */
@NullMarked
package org.dubnium.daemon.plan;

import org.jspecify.annotations.NullMarked;
