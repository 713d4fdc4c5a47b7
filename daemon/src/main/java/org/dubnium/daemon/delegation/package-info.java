/** What people let services do in their names, for a while: kept in memory, and nowhere else. */
@NullMarked
package org.dubnium.daemon.delegation;

import org.jspecify.annotations.NullMarked;
