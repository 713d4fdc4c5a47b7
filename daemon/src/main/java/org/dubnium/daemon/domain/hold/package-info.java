/** Leases that clients take on modes. */
@NullMarked
package org.dubnium.daemon.domain.hold;

import org.jspecify.annotations.NullMarked;
