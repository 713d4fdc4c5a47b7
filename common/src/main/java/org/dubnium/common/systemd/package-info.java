/** systemd's notifications of a service's state: sd_notify(3). */
@NullMarked
package org.dubnium.common.systemd;

import org.jspecify.annotations.NullMarked;
