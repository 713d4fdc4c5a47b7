/** A service that serves the contract, for tests. */
@NullMarked
package org.dubnium.dbus.testing;

import org.jspecify.annotations.NullMarked;
