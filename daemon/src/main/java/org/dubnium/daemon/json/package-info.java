/**
 * How the daemon's values look as JSON: in its run files, in its journal and in what the bus
 * describes. A reading is {@code {"value": …}} or {@code {"unavailable": "why"}}, a time is RFC 3339
 * with microseconds, a kind is lower-case with dashes, what is not there is {@code null}.
 */
@NullMarked
package org.dubnium.daemon.json;

import org.jspecify.annotations.NullMarked;
