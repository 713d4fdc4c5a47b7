@NullMarked
package org.dubnium.dbus;

import org.jspecify.annotations.NullMarked;
