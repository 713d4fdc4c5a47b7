/** Guard names and verdicts. */
@NullMarked
package org.dubnium.daemon.domain.guard;

import org.jspecify.annotations.NullMarked;
