/** How a service is, told to systemd. */
@NullMarked
package org.dubnium.common.systemd;

import org.jspecify.annotations.NullMarked;
