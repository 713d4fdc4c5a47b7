/**
 * Tells people of alerts: the channels, and the delivery that tries until it arrives or is given
 * up.
 */
@NullMarked
package org.dubnium.fleet.notify;

import org.jspecify.annotations.NullMarked;
