/** What the tests of this module share: a private bus, a client that sends anything, fakes. */
@NullMarked
package org.dubnium.dbus.testing;

import org.jspecify.annotations.NullMarked;
