@NullMarked
package org.dubnium.common.systemd;

import org.jspecify.annotations.NullMarked;
