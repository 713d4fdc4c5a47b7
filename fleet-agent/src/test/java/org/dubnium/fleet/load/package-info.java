/**
 * The fleet agent under load: a simulated fleet in a process of its own, the real agent, and Debian's
 * Prometheus beside it, measured from outside. Run by {@code testbed/load}.
 */
@NullMarked
package org.dubnium.fleet.load;

import org.jspecify.annotations.NullMarked;
