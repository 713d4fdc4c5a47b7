/** Dubnium's D-Bus contract in Java: names, errors, structs and the methods of each interface. */
@NullMarked
package org.dubnium.dbus.contract;

import org.jspecify.annotations.NullMarked;
