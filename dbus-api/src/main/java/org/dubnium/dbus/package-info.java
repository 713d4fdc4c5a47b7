/**
 * Dubnium's D-Bus contract, and the connection that it travels over.
 *
 * <p>The contract itself is the introspection XML in {@code dbus-1/interfaces}; everything else
 * here serves it. Source of the protocol: the D-Bus specification, revision 0.43.
 */
@NullMarked
package org.dubnium.dbus;

import org.jspecify.annotations.NullMarked;
