/** What the tests of the bus and of its users share: a private bus, a client that sends anything. */
@NullMarked
package org.dubnium.bus.testing;

import org.jspecify.annotations.NullMarked;
