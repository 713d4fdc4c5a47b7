/** Interfaces as introspection XML describes them, read from our files and written for callers. */
@NullMarked
package org.dubnium.dbus.spec;

import org.jspecify.annotations.NullMarked;
