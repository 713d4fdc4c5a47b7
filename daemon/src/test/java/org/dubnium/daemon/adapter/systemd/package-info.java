@NullMarked
package org.dubnium.daemon.adapter.systemd;

import org.jspecify.annotations.NullMarked;
