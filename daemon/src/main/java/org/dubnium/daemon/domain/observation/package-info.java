/** What was read from the host, each reading a value or the reason why there is none. */
@NullMarked
package org.dubnium.daemon.domain.observation;

import org.jspecify.annotations.NullMarked;
