/** logind over D-Bus: sessions and inhibitors, org.freedesktop.login1(5). */
@NullMarked
package org.dubnium.daemon.adapter.logind;

import org.jspecify.annotations.NullMarked;
