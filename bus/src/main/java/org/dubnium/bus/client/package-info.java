/** Calling other services, listening to their signals, knowing who they are. */
@NullMarked
package org.dubnium.bus.client;

import org.jspecify.annotations.NullMarked;
