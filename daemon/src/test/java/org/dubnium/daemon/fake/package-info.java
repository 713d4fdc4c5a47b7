/**
 * Hand-written stand-ins for every port. Each does what its host does, at once and on the caller's
 * thread, unless a test says otherwise; {@link org.dubnium.daemon.fake.FakeHost} ties them together.
 */
@NullMarked
package org.dubnium.daemon.fake;

import org.jspecify.annotations.NullMarked;
