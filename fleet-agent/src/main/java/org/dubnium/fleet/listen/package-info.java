/** The HTTP server's listeners: who is at the other end of a connection, how many there may be, for how long. */
@NullMarked
package org.dubnium.fleet.listen;

import org.jspecify.annotations.NullMarked;
