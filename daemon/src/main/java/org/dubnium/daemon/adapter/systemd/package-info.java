/** systemd's manager over D-Bus: units, jobs and resource settings, org.freedesktop.systemd1(5). */
@NullMarked
package org.dubnium.daemon.adapter.systemd;

import org.jspecify.annotations.NullMarked;
