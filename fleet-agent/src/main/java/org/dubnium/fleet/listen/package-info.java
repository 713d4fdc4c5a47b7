/**
 * The HTTP server's listeners: connections, who is at the other end, and limits of how many and for
 * how long. Uses no other package of the agent.
 */
@NullMarked
package org.dubnium.fleet.listen;

import org.jspecify.annotations.NullMarked;
