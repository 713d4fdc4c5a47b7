/** The mode controller as other programs use it: its methods, properties and signals, typed. */
@NullMarked
package org.dubnium.dbus.client;

import org.jspecify.annotations.NullMarked;
